using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>The params, metrics and tags of several runs, each with a value for each run.</summary>
internal sealed class RunDifferences
{
    private readonly IReadOnlyList<Run> runs;
    private readonly bool differencesOnly;

    public RunDifferences(IReadOnlyList<Run> runs, IReadOnlyCollection<string> metrics, bool differencesOnly)
    {
        (this.runs, this.differencesOnly) = (runs, differencesOnly);
        Params = Align(run => run.Params, value => value);
        Metrics = Align(
            run => metrics.Count == 0 ? run.Metrics : run.Metrics.Where(pair => metrics.Contains(pair.Key)),
            metric => (double?)metric.Value);
        Tags = Align(run => run.Tags.Where(tag => tag.Key != TagNames.RunName), value => value);
    }

    public SortedDictionary<string, IReadOnlyList<string?>> Params { get; }

    public SortedDictionary<string, IReadOnlyList<double?>> Metrics { get; }

    public SortedDictionary<string, IReadOnlyList<string?>> Tags { get; }

    private SortedDictionary<string, IReadOnlyList<TValue?>> Align<T, TValue>(
        Func<Run, IEnumerable<KeyValuePair<string, T>>> read, Func<T, TValue?> value)
    {
        var aligned = new SortedDictionary<string, IReadOnlyList<TValue?>>(StringComparer.Ordinal);
        for (var i = 0; i < runs.Count; i++)
        {
            foreach (var (key, item) in read(runs[i]))
            {
                if (!aligned.TryGetValue(key, out var values)) aligned[key] = values = new TValue?[runs.Count];
                ((TValue?[])values)[i] = value(item);
            }
        }

        if (!differencesOnly) return aligned;
        foreach (var key in aligned.Where(pair => pair.Value.Distinct().Count() == 1).Select(pair => pair.Key).ToList())
            aligned.Remove(key);
        return aligned;
    }
}
