using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>The params, metrics and tags of several runs, each with a value for each run.</summary>
internal sealed class RunDifferences
{
    private readonly IReadOnlyList<Run> runs;

    /// <param name="runs">The runs.</param>
    /// <param name="differencesOnly">Whether those are left out that are the same in all runs.</param>
    /// <param name="isByStep">
    /// Whether histories are compared, too. Then only <see cref="RemoveSame(SortedDictionary{string, AlignedMetric})"/>
    /// leaves out metrics.
    /// </param>
    public RunDifferences(IReadOnlyList<Run> runs, bool differencesOnly, bool isByStep)
    {
        this.runs = runs;
        Params = Align(run => run.Params, value => value);
        Metrics = Align(run => run.Metrics, metric => (double?)metric.Value);
        Tags = Align(run => run.Tags.Where(tag => tag.Key != TagNames.RunName), value => value);
        if (!differencesOnly) return;
        RemoveSame(Params);
        RemoveSame(Tags);
        if (!isByStep) RemoveSame(Metrics);
    }

    public SortedDictionary<string, IReadOnlyList<string?>> Params { get; }

    public SortedDictionary<string, IReadOnlyList<double?>> Metrics { get; }

    public SortedDictionary<string, IReadOnlyList<string?>> Tags { get; }

    /// <summary>Removes the metrics, from the histories too, of which all runs have the same history.</summary>
    public void RemoveSame(SortedDictionary<string, AlignedMetric> histories)
    {
        foreach (var (key, history) in histories.ToList())
        {
            if (!IsSame(Metrics[key]) || history.Values.Any(run => !run.SequenceEqual(history.Values[0]))) continue;
            histories.Remove(key);
            Metrics.Remove(key);
        }
    }

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

        return aligned;
    }

    private static void RemoveSame<T>(SortedDictionary<string, IReadOnlyList<T?>> aligned)
    {
        foreach (var key in aligned.Where(pair => IsSame(pair.Value)).Select(pair => pair.Key).ToList())
            aligned.Remove(key);
    }

    private static bool IsSame<T>(IReadOnlyList<T?> values) => values.Distinct().Count() == 1;
}
