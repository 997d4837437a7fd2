using System.Diagnostics.Metrics;

namespace Tauro.Stores.Local.State;

/// <summary>The metrics of a store; the meter is <c>Tauro.Stores.Local</c>.</summary>
internal sealed class StoreMetrics
{
    private const string Activity = "activity";
    private const double ShortestSeconds = 50e-6;
    private const int BucketsPerDoubling = 2;
    private const int BucketCount = 36;

    private static readonly KeyValuePair<string, object?>[] Tags = [.. Enum.GetNames<StoreActivity>()
        .Select(name => KeyValuePair.Create(Activity, (object?)name.ToLowerInvariant()))];

    /// <summary>From 50 µs to 9 s, each 1.4 times the previous one: a stall as short as a sync is visible.</summary>
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(0, BucketCount)
            .Select(i => Math.Round(ShortestSeconds * Math.Pow(2, (double)i / BucketsPerDoubling), 6))],
    };

    private readonly Histogram<double> commits;
    private readonly Histogram<double> appends;
    private readonly Histogram<double> checkpoints;
    private readonly Histogram<double> compactions;

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Stores.Local");
        commits = meter.CreateHistogram(
            "tauro.store.commit.duration", "s",
            "From when a commit is queued until it is durable, by background activity.",
            advice: Buckets);
        appends = meter.CreateHistogram(
            "tauro.store.append.duration", "s",
            "One batch of commits written to the journal and synced, by background activity.", advice: Buckets);
        checkpoints = meter.CreateHistogram<double>("tauro.store.checkpoint.duration", "s", "Checkpoints.");
        compactions = meter.CreateHistogram<double>("tauro.store.compaction.duration", "s", "Compactions.");
    }

    public void Committed(TimeSpan duration, StoreActivity activity) =>
        commits.Record(duration.TotalSeconds, Tags[(int)activity]);

    public void Appended(TimeSpan duration, StoreActivity activity) =>
        appends.Record(duration.TotalSeconds, Tags[(int)activity]);

    /// <summary>Records a checkpoint or compaction that has ended and had something to do.</summary>
    public void Ended(StoreActivity activity, TimeSpan duration) =>
        (activity == StoreActivity.Checkpoint ? checkpoints : compactions).Record(duration.TotalSeconds);
}
