namespace Tauro.Stores.Local.Metrics;

/// <summary>Compares series by run id, then key, which is the order of segments.</summary>
internal sealed class MetricSeriesOrder : IComparer<MetricSeries>
{
    public static MetricSeriesOrder Instance { get; } = new();

    public int Compare(MetricSeries? x, MetricSeries? y)
    {
        var byRun = string.CompareOrdinal(x!.RunId, y!.RunId);
        return byRun != 0 ? byRun : string.CompareOrdinal(x.Key, y.Key);
    }
}
