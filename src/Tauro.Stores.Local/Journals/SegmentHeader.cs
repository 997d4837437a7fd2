using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The first bytes of a segment: <c>TAUROJNL · u32 version · u32 zero · i64 first sequence · i64 random number · 24
/// zeros · u64 XXH3 of the 56 bytes before</c>, little-endian. In version 1 the checksum, of 24 bytes, follows the
/// first sequence.
/// </summary>
internal static class SegmentHeader
{
    public const int Bytes = 64;
    public const int Version = 2;
    private const int CheckedBytes = Bytes - sizeof(ulong);
    private const int OldVersion = 1;
    private const int OldCheckedBytes = 24;

    private static ReadOnlySpan<byte> Magic => "TAUROJNL"u8;

    /// <param name="firstSequence">The sequence of the first frame.</param>
    /// <param name="seed">The random number of the segment.</param>
    public static byte[] Write(long firstSequence, long seed)
    {
        var header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), firstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), seed);
        BinaryPrimitives.WriteUInt64LittleEndian(
            header.AsSpan(CheckedBytes), XxHash3.HashToUInt64(header.AsSpan(0, CheckedBytes)));
        return header;
    }

    /// <summary>
    /// Reads the format of a segment. Returns what is wrong with the header, or null when it is valid.
    /// </summary>
    public static string? Read(ReadOnlySpan<byte> bytes, long firstSequence, out JournalFormat format)
    {
        format = null!;
        if (bytes.Length < OldCheckedBytes || !bytes.StartsWith(Magic))
            return "it does not start with a journal header";
        if (!Matches(bytes, CheckedBytes) && !Matches(bytes, OldCheckedBytes))
            return "its header does not match its checksum";
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version is not (OldVersion or Version))
            return $"it has format version {version}; this build reads versions {OldVersion} to {Version}";
        if (!Matches(bytes, version == Version ? CheckedBytes : OldCheckedBytes))
            return "its header does not match its checksum";
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) != firstSequence)
            return "its header and its file name have different first sequences";
        format = version == Version
            ? new JournalFormat2(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])) : new JournalFormat1();
        return null;
    }

    private static bool Matches(ReadOnlySpan<byte> header, int bytes) =>
        header.Length >= bytes + sizeof(ulong)
        && BinaryPrimitives.ReadUInt64LittleEndian(header[bytes..]) == XxHash3.HashToUInt64(header[..bytes]);
}
