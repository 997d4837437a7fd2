using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>Reads the body of a request, decompressed, up to a size limit.</summary>
internal static class OtlpBody
{
    /// <param name="context">The request.</param>
    /// <param name="parse">Must not keep a reference to the memory that it is given.</param>
    /// <exception cref="OtlpFormatException">The body can't be decompressed, or is too large.</exception>
    public static async ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> parse)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is "" or "identity") return await CompleteBody.Read(context, parse);
        if (encoding is not ("gzip" or "deflate"))
            throw new OtlpFormatException(
                $"Unsupported Content-Encoding: {encoding}. Supported values: gzip, deflate, identity");
        var held = context.Features.Get<HeldBody>();
        var received = held?.Received ?? Stream.Null;
        try
        {
            await using var plain = encoding == "gzip"
                ? new GZipStream(received, CompressionMode.Decompress)
                : await Inflate(received, context.RequestAborted);
            var total = 0L;
            using var counted = new CountedBody(plain, counted: bytes =>
            {
                if ((total += bytes.Length) > Limits.SpanBatchBytesMax)
                    throw new OtlpFormatException(
                        $"The decompressed body has more than {Limits.SpanBatchBytesMax} bytes, the limit.");
                held?.Add(bytes.Length);
            });
            return await CompleteBody.Read(counted, length: null, parse, context.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw new OtlpFormatException($"Failed to decompress {encoding} payload", e);
        }
    }

    // In HTTP, deflate means the zlib format, but some senders leave out zlib's header.
    private static async Task<Stream> Inflate(Stream received, CancellationToken cancel)
    {
        var pipe = PipeReader.Create(received);
        var start = await pipe.ReadAtLeastAsync(2, cancel);
        var hasHeader = HasZlibHeader(start.Buffer.Length < 2 ? [] : start.Buffer.Slice(0, 2).ToArray());
        pipe.AdvanceTo(start.Buffer.Start);
        return hasHeader
            ? new ZLibStream(pipe.AsStream(), CompressionMode.Decompress)
            : new DeflateStream(pipe.AsStream(), CompressionMode.Decompress);
    }

    /// <remarks>RFC 1950, 2.2: the method is 8, and both bytes together are a multiple of 31.</remarks>
    private static bool HasZlibHeader(ReadOnlySpan<byte> start) =>
        start is [var method, var flags] && (method & 0x0f) == 8 && ((method << 8) + flags) % 31 == 0;
}
