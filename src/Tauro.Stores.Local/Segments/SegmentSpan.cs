using System.Buffers.Binary;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The position and the XXH3-64 of a row group or an outline in a segment. The metadata of a segment has, as base64,
/// the length (int64) and hash (uint64) of each row group, little-endian. The row groups follow each other, starting at
/// byte 4, after the <c>PAR1</c> of the file.
/// </summary>
internal readonly record struct SegmentSpan(long Start, long Length, ulong Hash)
{
    public const int FirstStart = 4;
    private const int EncodedBytes = 16;

    public long End => Start + Length;

    public static string Encode(IReadOnlyList<SegmentSpan> spans)
    {
        var bytes = new byte[spans.Count * EncodedBytes];
        for (var i = 0; i < spans.Count; i++)
        {
            var span = bytes.AsSpan(i * EncodedBytes, EncodedBytes);
            BinaryPrimitives.WriteInt64LittleEndian(span, spans[i].Length);
            BinaryPrimitives.WriteUInt64LittleEndian(span[8..], spans[i].Hash);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="FormatException">The string is not base64.</exception>
    public static SegmentSpan[] Decode(string value)
    {
        var bytes = Convert.FromBase64String(value);
        var spans = new SegmentSpan[bytes.Length / EncodedBytes];
        long start = FirstStart;
        for (var i = 0; i < spans.Length; i++)
        {
            var span = bytes.AsSpan(i * EncodedBytes, EncodedBytes);
            var length = BinaryPrimitives.ReadInt64LittleEndian(span);
            spans[i] = new(start, length, BinaryPrimitives.ReadUInt64LittleEndian(span[8..]));
            start += length;
        }

        return spans;
    }
}
