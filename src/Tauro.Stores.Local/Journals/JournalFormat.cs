using System.IO.Hashing;

namespace Tauro.Stores.Local.Journals;

/// <summary>The layout of the frames of one segment. It is given the bytes of the entire segment.</summary>
/// <param name="start">The offset of the first frame.</param>
/// <param name="seed">The random number of the segment; 0 in a format without one.</param>
internal abstract class JournalFormat(int start, long seed)
{
    /// <summary>Whether frames are still written in this format.</summary>
    public abstract bool IsWritten { get; }

    /// <summary>The random number of the segment, with which checksums are seeded.</summary>
    public long Seed { get; } = seed;

    /// <summary>The offset of the first frame.</summary>
    public int Start { get; } = start;

    /// <summary>The bytes that were hashed so far: the work of a recovery.</summary>
    public long HashedBytes { get; private set; }

    /// <summary>Reads a frame. Returns false when there is no complete frame with this sequence.</summary>
    public abstract bool TryRead(ReadOnlySpan<byte> segment, int at, long sequence, out Frame frame);

    /// <summary>
    /// Returns what shows that the bytes after the last complete frame were acknowledged and are damaged. Returns null
    /// when they can be a torn frame, which was never acknowledged.
    /// </summary>
    /// <param name="segment">The bytes of the segment, not all zero from <paramref name="end"/> on.</param>
    /// <param name="end">The offset after the last complete frame.</param>
    /// <param name="next">The sequence of the frame that should be there.</param>
    public abstract string? FindDamage(ReadOnlySpan<byte> segment, int end, long next);

    protected static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    protected static string LaterFrames(long next) =>
        $"frame {next} does not match its checksum, and later frames follow it";

    protected ulong Hash(ReadOnlySpan<byte> bytes, long seed)
    {
        HashedBytes += bytes.Length;
        return XxHash3.HashToUInt64(bytes, seed);
    }
}
