using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The header of a frame in format 2: <c>u32 payload length · u32 zero sectors · i64 sequence · u64 XXH3 of the rest
/// of the frame · u64 XXH3 of the 24 bytes before</c>, little-endian. Both are seeded with the random number of the
/// segment, which no client knows, so no bytes of a client are taken for a header.
/// </summary>
/// <param name="Length">The length of the payload in bytes.</param>
/// <param name="ZeroSectors">The number of sectors of the disk in the frame that are zero throughout.</param>
/// <param name="Sequence">One more than that of the previous frame.</param>
/// <param name="Checksum">The checksum of the frame after its header.</param>
internal readonly record struct FrameHeader(int Length, int ZeroSectors, long Sequence, ulong Checksum)
{
    public const int Bytes = 32;
    private const int CheckedBytes = 24;

    public void Write(Span<byte> header, long seed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], ZeroSectors);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(
            header[CheckedBytes..], XxHash3.HashToUInt64(header[..CheckedBytes], seed));
    }

    /// <summary>Reads a header. Returns false when the bytes are not one of this segment.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long seed, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Bytes) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is <= 0 or > Frame.PayloadBytesMax) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckedBytes..])
            != XxHash3.HashToUInt64(bytes[..CheckedBytes], seed)) return false;
        header = new FrameHeader(
            length,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
        return true;
    }
}
