using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Runs side by side. Every list of values has one entry for each run, in the order of the runs.</summary>
/// <param name="Runs">In the order asked for.</param>
/// <param name="Params">Key to values; null where a run lacks the param.</param>
/// <param name="Metrics">Key to latest values; null where a run lacks the metric.</param>
internal sealed record RunComparison(
    IReadOnlyList<ComparedRun> Runs,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Params,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Metrics)
{
    public static RunComparison Of(IReadOnlyList<Run> runs) => new(
        [.. runs.Select(ComparedRun.Of)],
        Align(runs, run => run.Params.Keys, (run, key) => run.Params.GetValueOrDefault(key)),
        Align(runs, run => run.Metrics.Keys,
            (run, key) => run.Metrics.TryGetValue(key, out var metric) ? metric.Value : (double?)null));

    private static SortedDictionary<string, IReadOnlyList<T>> Align<T>(
        IReadOnlyList<Run> runs, Func<Run, IEnumerable<string>> keys, Func<Run, string, T> value)
    {
        var aligned = new SortedDictionary<string, IReadOnlyList<T>>(StringComparer.Ordinal);
        foreach (var key in runs.SelectMany(keys).Distinct())
            aligned[key] = [.. runs.Select(run => value(run, key))];
        return aligned;
    }
}
