using System.IO.Compression;
using Tauro.Contracts;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>Reads the body of a request, decompressed, up to a size limit.</summary>
internal static class OtlpBody
{
    /// <exception cref="OtlpFormatException">The body can't be decompressed, or is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request, CancellationToken cancel)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        body.Position = 0;
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        return encoding switch
        {
            "" or "identity" => body.GetBuffer().AsMemory(0, (int)body.Length),
            "gzip" => Decompress(new GZipStream(body, CompressionMode.Decompress), encoding),
            "deflate" => Inflate(body),
            _ => throw new OtlpFormatException(
                $"Unsupported Content-Encoding: {encoding}. Supported values: gzip, deflate, identity"),
        };
    }

    // In HTTP, deflate means the zlib format, but some senders leave out zlib's header.
    private static ReadOnlyMemory<byte> Inflate(MemoryStream body)
    {
        try
        {
            return Decompress(new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true), "deflate");
        }
        catch (OtlpFormatException e) when (e.InnerException is InvalidDataException)
        {
            body.Position = 0;
            return Decompress(new DeflateStream(body, CompressionMode.Decompress), "deflate");
        }
    }

    private static ReadOnlyMemory<byte> Decompress(Stream compressed, string encoding)
    {
        using (compressed)
        {
            var plain = new MemoryStream();
            var buffer = new byte[64 << 10];
            try
            {
                for (int read; (read = compressed.Read(buffer)) > 0;)
                {
                    plain.Write(buffer, 0, read);
                    if (plain.Length > Limits.SpanBatchBytesMax)
                        throw new OtlpFormatException(
                            $"The decompressed body has more than {Limits.SpanBatchBytesMax} bytes, the limit.");
                }
            }
            catch (InvalidDataException e)
            {
                throw new OtlpFormatException($"Failed to decompress {encoding} payload", e);
            }

            return plain.GetBuffer().AsMemory(0, (int)plain.Length);
        }
    }
}
