using System.Globalization;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The expected content of a run. Its points are a set; the latest of a key is the greatest.</summary>
internal sealed record RunModel(string ExperimentId)
{
    public RunStatus Status { get; init; } = RunStatus.Running;

    public string Stage { get; init; } = "Active";

    public IReadOnlyList<string> Links { get; init; } = [];

    public Dictionary<string, string> Params { get; private init; } = [];

    public Dictionary<string, string> Tags { get; private init; } = [];

    public HashSet<(string Key, long Step, long Timestamp, double Value)> Points { get; private init; } = [];

    public RunModel Copy() => this with { Params = new(Params), Tags = new(Tags), Points = [.. Points] };

    public IEnumerable<MetricValue> History(string key, long? minStep, long? maxStep) => Points
        .Where(point => point.Key == key
            && point.Step >= (minStep ?? long.MinValue) && point.Step <= (maxStep ?? long.MaxValue))
        .Select(point => new MetricValue(point.Step, point.Timestamp, point.Value));

    public IEnumerable<string> Facts(string name)
    {
        var hasEnded = Status is not RunStatus.Running;
        var links = string.Join(",", Links);
        yield return $"run {name} in {ExperimentId} {Status} {Stage} ended={hasEnded} links=[{links}]";
        foreach (var (key, value) in Params) yield return $"run {name} param {key}={value}";
        foreach (var (key, value) in Tags) yield return $"run {name} tag {key}={value}";
        foreach (var point in Points) yield return PointFact(name, point.Key, point.Step, point.Timestamp, point.Value);
        foreach (var series in Points.GroupBy(point => point.Key))
        {
            var last = series.MaxBy(point => (point.Step, point.Timestamp, point.Value));
            yield return LatestFact(name, series.Key, last.Step, last.Timestamp, last.Value);
        }
    }

    public static string PointFact(string run, string key, long step, long timestamp, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"run {run} point {key} {step} {timestamp} {value:R}");

    public static string LatestFact(string run, string key, long step, long timestamp, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"run {run} latest {key} {step} {timestamp} {value:R}");
}
