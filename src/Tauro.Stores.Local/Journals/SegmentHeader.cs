using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The first bytes of a segment: <c>TAUROJNL · u32 version · u32 zero · i64 first sequence · u64 XXH3 of the 24 bytes
/// before</c>, little-endian.
/// </summary>
internal static class SegmentHeader
{
    public const int Bytes = 32;
    public const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "TAUROJNL"u8;

    public static byte[] Write(long firstSequence)
    {
        var header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), firstSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), XxHash3.HashToUInt64(header.AsSpan(0, 24)));
        return header;
    }

    /// <summary>Checks a header. Returns what is wrong with it, or null when it is valid.</summary>
    public static string? Check(ReadOnlySpan<byte> bytes, long firstSequence)
    {
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic)) return "it does not start with a journal header";
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]) != XxHash3.HashToUInt64(bytes[..24]))
            return "its header does not match its checksum";
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) is var version && version != Version)
            return $"it has format version {version}; this build reads version {Version}";
        return BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) == firstSequence
            ? null
            : "its header and its file name have different first sequences";
    }
}
