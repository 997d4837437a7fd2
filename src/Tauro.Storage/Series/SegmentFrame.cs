using System.Buffers.Binary;

namespace Tauro.Storage.Series;

/// <summary>
/// The outermost bytes of a Parquet file: <c>PAR1</c>, data, footer, the footer's length (32 bits), <c>PAR1</c>.
/// Checked before anything is decoded, so that a file cut short is told apart from a disk that fails to read.
/// </summary>
internal static class SegmentFrame
{
    private const int SmallestLength = 12;

    public static async Task CheckAsync(Stream stream, CancellationToken cancellation)
    {
        var length = stream.Length;
        if (length < SmallestLength) throw new InvalidDataException($"It is {length} bytes long, too short.");
        var bytes = new byte[8];
        stream.Position = 0;
        await stream.ReadExactlyAsync(bytes.AsMemory(0, 4), cancellation);
        if (!IsMagic(bytes.AsSpan(0, 4))) throw new InvalidDataException("It does not begin with PAR1.");
        stream.Position = length - 8;
        await stream.ReadExactlyAsync(bytes, cancellation);
        if (!IsMagic(bytes.AsSpan(4))) throw new InvalidDataException("It does not end with PAR1; it was cut short.");
        var footer = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (footer > length - SmallestLength) throw new InvalidDataException("Its footer is longer than the file.");
        stream.Position = 0;
    }

    private static bool IsMagic(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual("PAR1"u8);
}
