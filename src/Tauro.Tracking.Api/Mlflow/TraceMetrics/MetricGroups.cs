namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>Groups rows by time and dimensions. A row without one of the dimensions is in no group.</summary>
internal sealed class MetricGroups(
    TraceMetric metric, IReadOnlyList<MetricAggregation> aggregations, IReadOnlyList<string> dimensions,
    long? bucketMilliseconds)
{
    // The key has all dimensions, separated by a character that no name contains.
    private readonly Dictionary<(long Bucket, string Key), Group> groups = [];

    public void Add(MetricRow row)
    {
        var values = new string[dimensions.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (row.Dimension(dimensions[i]) is not { } value) return;
            values[i] = value;
        }

        var session = metric.Name == TraceMetric.Sessions ? row.Session : null;
        if (metric.Name == TraceMetric.Sessions && session is null) return;
        var bucket = bucketMilliseconds is { } length ? row.Time - (((row.Time % length) + length) % length) : 0;
        var key = (bucket, string.Join('\0', values));
        if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = new Group(bucket, values));
        group.Rows++;
        if (session is not null) group.Sessions.Add(session);
        if (!metric.IsCount && row.Number(metric.Name) is { } number) group.Numbers.Add(number);
    }

    /// <summary>Gets the points by time, then by dimensions in their order. Omits groups without values.</summary>
    public IEnumerable<MetricPoint> Points()
    {
        // A count without dimensions is always one number, even when it is 0.
        if (groups.Count == 0 && metric.IsCount && dimensions.Count == 0 && bucketMilliseconds is null)
            return [new MetricPoint(
                null, [], [.. aggregations.Select(aggregation => KeyValuePair.Create(aggregation.Label, 0.0))])];
        return groups.OrderBy(pair => pair.Key.Bucket).ThenBy(pair => pair.Key.Key, StringComparer.Ordinal)
            .Select(pair => PointOf(pair.Value)).Where(point => point.Values.Count > 0);
    }

    private MetricPoint PointOf(Group group)
    {
        group.Numbers.Sort();
        var values = aggregations.DistinctBy(aggregation => aggregation.Label)
            .Select(aggregation => (
                aggregation.Label, Value: metric.IsCount ? group.Count : aggregation.Compute(group.Numbers)))
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Label, pair.Value!.Value)).ToList();
        return new MetricPoint(bucketMilliseconds is null ? null : group.Bucket, group.Dimensions, values);
    }

    private sealed class Group(long bucket, string[] dimensions)
    {
        public long Bucket => bucket;

        public string[] Dimensions => dimensions;

        public int Rows { get; set; }

        public HashSet<string> Sessions { get; } = new(StringComparer.Ordinal);

        public List<double> Numbers { get; } = [];

        public double? Count => Sessions.Count > 0 ? Sessions.Count : Rows;
    }
}
