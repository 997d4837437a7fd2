using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The end of a segment: <c>TAUROFTR</c>, XXH3-64 of all that follows, then Parquet's own: footer, its length (32
/// bits), <c>PAR1</c>. Parquet allows bytes that nothing refers to, so other readers do not see the first sixteen.
/// </summary>
internal static class SegmentFooter
{
    public const int SealBytes = 16;
    public const int TailBytes = 8;

    private static ReadOnlySpan<byte> SealMark => "TAUROFTR"u8;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public static byte[] Seal(ReadOnlySpan<byte> footer)
    {
        var seal = new byte[SealBytes];
        SealMark.CopyTo(seal);
        BinaryPrimitives.WriteUInt64LittleEndian(seal.AsSpan(8), XxHash3.HashToUInt64(footer));
        return seal;
    }

    /// <summary>Bytes from the seal to the end of the file, told by the last eight.</summary>
    public static long SealedLength(ReadOnlySpan<byte> tail, long fileLength)
    {
        if (!tail[4..].SequenceEqual(Magic))
        {
            throw new InvalidDataException("It does not end with PAR1; it was cut short.");
        }

        var length = SealBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(tail) + TailBytes;
        return length <= fileLength - SegmentSpan.FirstStart && length <= Array.MaxLength
            ? length
            : throw new InvalidDataException("Its footer is longer than the file.");
    }

    public static void Check(ReadOnlySpan<byte> head, ReadOnlySpan<byte> sealedFooter)
    {
        if (!head.SequenceEqual(Magic)) throw new InvalidDataException("It does not begin with PAR1.");
        if (!sealedFooter.StartsWith(SealMark)) throw new InvalidDataException("Its footer is not sealed by Tauro.");
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(sealedFooter[8..]);
        if (XxHash3.HashToUInt64(sealedFooter[SealBytes..]) != hash)
        {
            throw new InvalidDataException("The checksum of its footer differs.");
        }
    }
}
