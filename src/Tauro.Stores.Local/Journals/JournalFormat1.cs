using System.Buffers.Binary;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The frames of segments that were written before format 2: <c>u32 payload length · u32 zero · u64 XXH3 of (sequence,
/// payload) · i64 sequence · payload</c>, little-endian. They are read, but no longer written.
/// </summary>
/// <remarks>
/// Nothing but the checksum of its payload shows whether bytes are a header, and points of a client can look like one.
/// Therefore a later frame is searched for only where a log could have it, and the search ends at a limit.
/// </remarks>
internal sealed class JournalFormat1() : JournalFormat(32, 0)
{
    /// <summary>The most bytes that are hashed to find a later frame.</summary>
    public const long SearchedBytesMax = 1L << 30;
    private const int Header = 24;

    public override bool IsWritten => false;

    public override bool TryRead(ReadOnlySpan<byte> segment, int at, long sequence, out Frame frame)
    {
        frame = default;
        if (!TryReadHeader(segment[at..], out var length, out var checksum, out var found) || found != sequence
            || length > segment.Length - at - Header
            || Hash(segment.Slice(at + Header, length), sequence) != checksum) return false;
        frame = new Frame(at + Header, length, at + Header + length);
        return true;
    }

    public override string? FindDamage(ReadOnlySpan<byte> segment, int end, long next)
    {
        var used = segment.LastIndexOfAnyExcept((byte)0) + 1;
        var searched = HashedBytes + SearchedBytesMax;
        for (var at = end + 1; at < used; at++)
        {
            if (!MayBegin(segment, at, used, next, (at - end) / (Header + 1), out var sequence)) continue;
            if (TryRead(segment, at, sequence, out _)) return LaterFrames(next);
            if (HashedBytes > searched)
                return $"frame {next} does not match its checksum, and too many of the bytes after it look like frames";
        }

        return null;
    }

    /// <summary>
    /// Returns whether a later frame may begin at an offset: its sequence is one that as many frames can have reached,
    /// and it ends where another one, or the unused part of the segment, begins.
    /// </summary>
    private static bool MayBegin(
        ReadOnlySpan<byte> segment, int at, int used, long broken, int framesMax, out long sequence)
    {
        if (!TryReadHeader(segment[at..], out var length, out _, out sequence)
            || sequence <= broken || sequence > broken + framesMax || length > segment.Length - at - Header)
            return false;
        var end = at + Header + length;
        if (end >= used) return true;

        // The header of the next frame, or the zeros in the place of one that was lost.
        var following = segment.Slice(end, Math.Min(Header, segment.Length - end));
        return IsZero(following) || (TryReadHeader(following, out _, out _, out var next) && next == sequence + 1);
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, out int length, out ulong checksum, out long sequence)
    {
        (length, checksum, sequence) = (0, 0, 0);
        if (bytes.Length < Header) return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is <= 0 or > Frame.PayloadBytesMax || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != 0)
            return false;
        checksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        return true;
    }
}
