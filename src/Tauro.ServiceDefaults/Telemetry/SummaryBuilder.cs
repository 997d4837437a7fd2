using Tauro.Contracts.Health;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>Summarizes the page of <c>/metrics</c>: values by series, and percentiles of its histograms.</summary>
internal static class SummaryBuilder
{
    private const int SeriesMax = 1_000;

    // The runtime and the HTTP server have many more, which say little without a history.
    private static readonly string[] Prefixes =
        ["tauro_", "http_server_request_duration", "http_client_request_duration"];

    public static MetricsSummary Create(string page)
    {
        var series = ExpositionSample.Parse(page)
            .Where(sample => Prefixes.Any(prefix => sample.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .GroupBy(sample => (sample.Type, sample.Series))
            .OrderBy(group => group.Key.Series, StringComparer.Ordinal)
            .Take(SeriesMax + 1).ToList();
        var isTruncated = series.Count > SeriesMax;
        if (isTruncated) series.RemoveAt(SeriesMax);
        return new MetricsSummary(
            Values(series, "counter"),
            Values(series, "gauge"),
            series.Where(group => group.Key.Type == "histogram")
                .ToDictionary(group => group.Key.Series, group => Summarize([.. group])),
            isTruncated);
    }

    private static Dictionary<string, double> Values(
        IEnumerable<IGrouping<(string Type, string Series), ExpositionSample>> series, string type) => series
        .Where(group => group.Key.Type == type)
        .ToDictionary(group => group.Key.Series, group => group.Last().Value);

    private static TimerSummary Summarize(List<ExpositionSample> samples)
    {
        var buckets = samples.Where(sample => sample.Part == "bucket").OrderBy(bucket => bucket.Bound).ToList();
        var count = samples.Find(sample => sample.Part == "count")?.Value ?? 0;
        var sum = samples.Find(sample => sample.Part == "sum")?.Value ?? 0;
        return new TimerSummary(
            (long)count, count == 0 ? 0 : sum / count,
            Quantile(buckets, count, 0.5), Quantile(buckets, count, 0.95), Quantile(buckets, count, 0.99));
    }

    /// <summary>
    /// Interpolates within a bucket, as <c>histogram_quantile</c> of Prometheus does. Counts of buckets are cumulative.
    /// </summary>
    private static double Quantile(List<ExpositionSample> buckets, double count, double quantile)
    {
        if (count == 0) return 0;
        var rank = quantile * count;
        var (lowerBound, lowerCount) = (0d, 0d);
        foreach (var bucket in buckets)
        {
            if (double.IsPositiveInfinity(bucket.Bound)) break;
            if (bucket.Value >= rank)
                return bucket.Value == lowerCount
                    ? bucket.Bound
                    : lowerBound + (bucket.Bound - lowerBound) * (rank - lowerCount) / (bucket.Value - lowerCount);
            (lowerBound, lowerCount) = (bucket.Bound, bucket.Value);
        }

        return lowerBound;
    }
}
