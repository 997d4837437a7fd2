using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>One open segment.</summary>
internal sealed class JournalSegment(DiskFile file, long first, int end, int capacity)
{
    public DiskFile File { get; } = file;

    /// <summary>The sequence of its first frame.</summary>
    public long First { get; } = first;

    /// <summary>The offset of the next frame.</summary>
    public int End { get; set; } = end;

    /// <summary>Whether the segment takes no more frames.</summary>
    public bool Full { get; set; }

    public int RemainingBytes => Full ? 0 : capacity - End;
}
