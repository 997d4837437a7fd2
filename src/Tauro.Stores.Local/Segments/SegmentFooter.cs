using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The end of a segment: the seal, which is <c>TAUROFTR</c> and the XXH3-64 of all bytes after it, and then the end of
/// a Parquet file: footer, its length (32 bits), <c>PAR1</c>. Parquet allows bytes that nothing refers to, so other
/// readers do not see the seal.
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

    /// <summary>Returns the number of bytes from the seal to the end of the file, from the last eight bytes.</summary>
    public static long SealedLength(ReadOnlySpan<byte> tail, long fileLength)
    {
        if (!tail[4..].SequenceEqual(Magic))
        {
            throw new InvalidDataException("It does not end with PAR1; it is truncated.");
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
