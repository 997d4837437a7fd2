using System.Collections;
using System.Globalization;
using System.Reflection;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Tests.Metrics;

/// <summary>A store of metric histories that are computed when they are read, and use no memory.</summary>
public class ComputedHistories : DispatchProxy
{
    private readonly Dictionary<string, Func<int, long>> stepOf = [];
    private int points;

    /// <param name="points">The number of points of each run.</param>
    /// <param name="runs">The runs, each with the step of its n-th point, which never decreases.</param>
    public static IRunStore CreateStore(int points, params (string Run, Func<int, long> StepOf)[] runs)
    {
        var store = Create<IRunStore, ComputedHistories>();
        var histories = (ComputedHistories)(object)store;
        histories.points = points;
        foreach (var (run, stepOf) in runs) histories.stepOf[run] = stepOf;
        return store;
    }

    protected override object Invoke(MethodInfo? method, object?[]? args)
    {
        Assert.Equal(nameof(IRunStore.GetMetricHistory), method!.Name);
        return new ValueTask<StoreOutcome<Page<MetricValue>>>(Read((MetricHistoryQuery)args![0]!));
    }

    private StoreOutcome<Page<MetricValue>> Read(MetricHistoryQuery query)
    {
        if (!stepOf.TryGetValue(query.RunId, out var step))
            return StoreProblem.NotFound(ProblemCodes.RunNotFound, "There is no such run.");
        var from = query.Page.Token is { } token
            ? int.Parse(token, CultureInfo.InvariantCulture)
            : First(step, query.MinStep ?? long.MinValue);
        var end = query.MaxStep is { } max and < long.MaxValue ? First(step, max + 1) : points;
        var count = Math.Clamp(end - from, 0, query.Page.Size);
        var next = from + count < end ? (from + count).ToString(CultureInfo.InvariantCulture) : null;
        return new Page<MetricValue>(new Slice(from, count, step), next);
    }

    private int First(Func<int, long> step, long minStep)
    {
        var (from, to) = (0, points);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (step(middle) < minStep) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private sealed class Slice(int from, int count, Func<int, long> step) : IReadOnlyList<MetricValue>
    {
        public int Count => count;

        public MetricValue this[int index] => new(step(from + index), from + index, from + index);

        public IEnumerator<MetricValue> GetEnumerator() =>
            Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
