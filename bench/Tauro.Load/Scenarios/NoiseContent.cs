using System.Net;
using System.Net.Http.Headers;

namespace Tauro.Load.Scenarios;

/// <summary>Content of incompressible bytes, which is not held in memory.</summary>
public sealed class NoiseContent : HttpContent
{
    private static readonly byte[] Block = MakeBlock();
    private readonly int size;

    public NoiseContent(int sizeMiB)
    {
        size = sizeMiB;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var i = 0; i < size; i++) await stream.WriteAsync(Block);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = (long)size << 20;
        return true;
    }

    private static byte[] MakeBlock()
    {
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        return block;
    }
}
