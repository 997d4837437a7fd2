using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>One open segment.</summary>
/// <param name="file">The file.</param>
/// <param name="first">The sequence of its first frame.</param>
/// <param name="start">The offset of its first frame.</param>
/// <param name="capacity">The length of the file in bytes.</param>
/// <param name="seed">The random number in its header.</param>
internal sealed class JournalSegment(DiskFile file, long first, int start, int capacity, long seed)
{
    public DiskFile File { get; } = file;

    /// <summary>The sequence of its first frame.</summary>
    public long First { get; } = first;

    /// <summary>The random number with which its checksums are seeded.</summary>
    public long Seed { get; } = seed;

    /// <summary>The offset of the first frame.</summary>
    public int Start { get; } = start;

    /// <summary>The offset of the next frame.</summary>
    public int End { get; set; } = start;

    /// <summary>Whether the segment takes no more frames.</summary>
    public bool Full { get; set; }

    /// <summary>The bytes of its frames.</summary>
    public int FrameBytes => End - Start;

    public int RemainingBytes => Full ? 0 : capacity - End;
}
