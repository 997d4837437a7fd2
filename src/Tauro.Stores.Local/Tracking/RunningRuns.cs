using System.Collections.Concurrent;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// The runs that are RUNNING, by their numbers in the table, each with the time of its last write, in Unix
/// milliseconds, as far as it is known. One thread writes; any may read.
/// </summary>
internal sealed class RunningRuns
{
    private readonly ConcurrentDictionary<int, long> lastWrites = new();

    public IEnumerable<(int Number, long LastWrite)> All => lastWrites.Select(pair => (pair.Key, pair.Value));

    public bool TryGetLastWrite(int number, out long lastWrite) => lastWrites.TryGetValue(number, out lastWrite);

    public void Set(int number, bool isRunning, long lastWrite)
    {
        if (isRunning) lastWrites[number] = Math.Max(lastWrite, lastWrites.GetValueOrDefault(number));
        else lastWrites.TryRemove(number, out _);
    }

    /// <summary>Records a write to a run; nothing if it is not running.</summary>
    public void Wrote(int number, long now)
    {
        if (lastWrites.ContainsKey(number)) lastWrites[number] = now;
    }
}
