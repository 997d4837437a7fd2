using System.Text.Json;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.State;

/// <summary>
/// The entries of the trail that no checkpoint has written yet, in memory. One thread writes; any may read.
/// </summary>
internal sealed class TrailTail
{
    private readonly Lock gate = new();
    private readonly List<TrailLine> kept = [];
    private TrailHead last = TrailHead.None;

    /// <summary>The newest entry, durable or not.</summary>
    public TrailHead Last
    {
        get { lock (gate) return last; }
    }

    /// <summary>Continues after the last entry of a checkpoint.</summary>
    public void Load(TrailHead head)
    {
        lock (gate) last = head;
    }

    public void Apply(TrailLine line)
    {
        lock (gate)
        {
            kept.Add(line);
            last = line.Head;
        }
    }

    /// <summary>Applies an entry that is read back from the journal.</summary>
    /// <exception cref="StorageCorruptException">It does not follow the entry before.</exception>
    public void Replay(ReadOnlySpan<byte> bytes)
    {
        TrailLine line;
        try
        {
            line = TrailLine.Read(bytes);
        }
        catch (JsonException e)
        {
            throw new StorageCorruptException($"An entry of the trail cannot be read: {e.Message}", e);
        }

        if (line.Sequence != Last.Sequence + 1 || line.Previous != Last.Hash)
            throw new StorageCorruptException(
                $"Entry {line.Sequence} of the trail does not follow entry {Last.Sequence}.");
        Apply(line);
    }

    /// <summary>Returns the entries that a checkpoint has to write.</summary>
    public IReadOnlyList<TrailLine> GetUnwritten() => Take().Lines;

    /// <summary>Returns the entries in memory, and the end of the trail at the same moment.</summary>
    public TrailSnapshot Take()
    {
        lock (gate) return new TrailSnapshot([.. kept], last);
    }

    /// <summary>Records that a checkpoint has written the entries up to a sequence.</summary>
    public void MarkWritten(long sequence)
    {
        lock (gate) kept.RemoveRange(0, (int)(kept.Count - (last.Sequence - sequence)));
    }
}
