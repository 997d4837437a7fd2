namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>A large file of reproducible incompressible bytes, which needs no disk.</summary>
internal sealed class NoiseStream(long length, int seed) : Stream
{
    private readonly byte[] block = Block(seed);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - position);
        // The bytes do not depend on the read sizes. The block differs in each repetition.
        for (var i = 0; i < count; i++, position++)
            buffer[i] = (byte)(block[position % block.Length] + (position / block.Length));
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Block(int seed)
    {
        var block = new byte[1 << 20];
        new Random(seed).NextBytes(block);
        return block;
    }
}
