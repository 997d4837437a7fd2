using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The frames that are written: a <see cref="FrameHeader"/>, the payload, zeros, and <c>0xFF</c> as the last byte. A
/// frame begins and ends at a multiple of 32 bytes, so that its header never spans two sectors of the disk.
/// </summary>
/// <remarks>
/// The space of a frame is zero before it is written, and the next frame is written after its sync. A crash in between
/// leaves each sector as it was or as it was to be, or stops the write at some byte. So a torn frame differs from a
/// complete one that was changed later:
/// 1. Its header is zero, or there is nothing after the header: the rest was lost.
/// 2. Its header is intact, but its last byte is zero: the end was lost.
/// 3. Its header is intact, but more of its sectors are zero than the header says: a sector was lost.
/// </remarks>
/// <param name="seed">The random number of the segment.</param>
internal sealed class JournalFormat2(long seed) : JournalFormat(SegmentHeader.Bytes, seed)
{
    private const int Alignment = 32;
    private const int SectorBytes = 512;
    private const byte EndMark = 0xFF;

    /// <summary>Returns the length of a frame.</summary>
    public static int BytesOf(int payloadLength) =>
        FrameHeader.Bytes + ((payloadLength + Alignment) / Alignment * Alignment);

    /// <summary>Returns the length of the largest payload whose frame fits; negative when none does.</summary>
    public static int PayloadBytesIn(int bytes) => (bytes / Alignment * Alignment) - FrameHeader.Bytes - 1;

    /// <summary>Writes a frame into a span of its length.</summary>
    /// <param name="frame">The bytes of the frame.</param>
    /// <param name="at">The offset of the frame in the segment.</param>
    /// <param name="seed">The random number of the segment.</param>
    /// <param name="sequence">The sequence of the frame.</param>
    /// <param name="payload">The payload.</param>
    public static void Write(Span<byte> frame, int at, long seed, long sequence, ReadOnlySpan<byte> payload)
    {
        var body = frame[FrameHeader.Bytes..];
        payload.CopyTo(body);
        body[payload.Length..].Clear();
        body[^1] = EndMark;
        new FrameHeader(
            payload.Length, ZeroSectors(frame, at), sequence,
            XxHash3.HashToUInt64(body, seed)).Write(frame, seed);
    }

    public override bool IsWritten => true;

    public override bool TryRead(ReadOnlySpan<byte> segment, int at, long sequence, out Frame frame)
    {
        frame = default;
        if (!TryReadHeader(segment[at..], out var header) || header.Sequence != sequence) return false;
        var bytes = BytesOf(header.Length);
        if (bytes > segment.Length - at) return false;
        frame = new Frame(at + FrameHeader.Bytes, header.Length, at + bytes);
        return Hash(segment[frame.PayloadAt..frame.End], Seed) == header.Checksum;
    }

    public override string? FindDamage(ReadOnlySpan<byte> segment, int end, long next)
    {
        var rest = segment[end..];
        if (HasLaterHeader(rest, next)) return LaterFrames(next);
        if (!TryReadHeader(rest, out var header))
        {
            return rest.Length <= FrameHeader.Bytes || IsZero(rest[..FrameHeader.Bytes])
                || IsZero(rest[FrameHeader.Bytes..])
                ? null : $"the header of frame {next} does not match its checksum";
        }

        if (header.Sequence != next) return $"frame {header.Sequence} is in the place of frame {next}";
        var bytes = BytesOf(header.Length);
        if (bytes > rest.Length)
            return $"frame {next} has {bytes} bytes, but the segment ends after {rest.Length} of them";
        var frame = rest[..bytes];
        return frame[^1] == 0 || ZeroSectors(frame, end) > header.ZeroSectors
            ? null : $"frame {next} was written completely and does not match its checksum";
    }

    private bool HasLaterHeader(ReadOnlySpan<byte> rest, long broken)
    {
        for (var at = Alignment; at + FrameHeader.Bytes <= rest.Length; at += Alignment)
            if (TryReadHeader(rest[at..], out var header) && header.Sequence > broken) return true;
        return false;
    }

    private bool TryReadHeader(ReadOnlySpan<byte> bytes, out FrameHeader header) =>
        FrameHeader.TryRead(bytes, Seed, out header);

    /// <summary>
    /// Counts the sectors that are part of a frame with all of their bytes, and are zero. A sector at its start or end
    /// is not counted: it has the header or the last byte.
    /// </summary>
    private static int ZeroSectors(ReadOnlySpan<byte> frame, int at)
    {
        var count = 0;
        for (var sector = SectorBytes - (at % SectorBytes); sector + SectorBytes <= frame.Length;
            sector += SectorBytes)
            if (IsZero(frame.Slice(sector, SectorBytes))) count++;
        return count;
    }
}
