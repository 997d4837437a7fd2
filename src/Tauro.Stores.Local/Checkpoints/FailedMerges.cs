namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// The merges that failed a short time ago. They are not tried again at once, so that others are, and gigabytes are not
/// read each minute in vain.
/// </summary>
internal sealed class FailedMerges(TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10);
    private readonly List<(string First, Exception Reason, long At)> failed = [];

    /// <summary>The reason of the last one; null when there is none.</summary>
    public Exception? Last => failed is [.., var (_, reason, _)] ? reason : null;

    public void Add(Compaction merge, Exception reason) =>
        failed.Add((KeyOf(merge), reason, time.GetTimestamp()));

    public bool MayTry(Compaction merge)
    {
        failed.RemoveAll(item => time.GetElapsedTime(item.At) >= RetryAfter);
        return failed.All(item => item.First != KeyOf(merge));
    }

    private static string KeyOf(Compaction merge) => merge.Replaced[0].Path;
}
