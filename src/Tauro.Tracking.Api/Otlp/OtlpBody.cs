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
            "gzip" => Unpack(new GZipStream(body, CompressionMode.Decompress), encoding),
            "deflate" => Deflated(body),
            _ => throw new OtlpFormatException(
                $"Unsupported Content-Encoding: {encoding}. Supported values: gzip, deflate, identity"),
        };
    }

    // In HTTP, deflate means the zlib format, but some senders leave out zlib's header.
    private static ReadOnlyMemory<byte> Deflated(MemoryStream body)
    {
        try
        {
            return Unpack(new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true), "deflate");
        }
        catch (OtlpFormatException e) when (e.InnerException is InvalidDataException)
        {
            body.Position = 0;
            return Unpack(new DeflateStream(body, CompressionMode.Decompress), "deflate");
        }
    }

    private static ReadOnlyMemory<byte> Unpack(Stream packed, string encoding)
    {
        using (packed)
        {
            var plain = new MemoryStream();
            var buffer = new byte[64 << 10];
            try
            {
                for (int read; (read = packed.Read(buffer)) > 0;)
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
