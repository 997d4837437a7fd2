using System.Runtime.CompilerServices;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private const int ReadAtOnce = 1_000;
    private const int ReadBytesAtOnce = 4 << 20;

    private static readonly ExperimentFields ExperimentFields = new();

    private static readonly OrderBy[] ExperimentOrder =
        [new(Attribute("creation_time"), Descending: true), new(Attribute("experiment_id"))];

    public async ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        var matches = FilterEvaluator.Compile(query.Filter, ExperimentFields);
        var page = SortedPage.From(
            state.Experiments.All
                .Where(experiment => IsIncluded(experiment.LifecycleStage, query.View)
                    && query.IsVisible?.Invoke(experiment) != false && matches(experiment)),
            new RowComparer<Experiment>(query.OrderBy, ExperimentOrder, ExperimentFields),
            query.Page,
            "experiments", query.View, query.Filter, query.OrderBy);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    public async ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        await CompleteRanges(state, query, cancel).ConfigureAwait(false);
        var page = RunSearch.Find(state.Runs, query, cancel);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<RunId>>> FindRuns(
        RunQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        await CompleteRanges(state, query, cancel).ConfigureAwait(false);
        var found = RunSearch.FindAll(state.Runs, query, cancel);
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<RunId>>.Ok(found);
    }

    public async IAsyncEnumerable<Run> ReadRuns(
        IReadOnlyList<RunId> runIds, RunSelection? fields = null,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var next = 0; next < runIds.Count;)
        {
            cancel.ThrowIfCancellationRequested();
            var state = engine.State;
            var read = new List<Run>();
            for (var bytes = 0L; next < runIds.Count && read.Count < ReadAtOnce && bytes < ReadBytesAtOnce; next++)
            {
                if (state.Runs.Find(runIds[next]) is not { } run) continue;
                run = state.Runs.WithMetrics(run);
                if (fields is not null) run = fields.Apply(run);
                read.Add(run);
                bytes += PageBytes.Estimate(run);
            }

            await engine.Barrier(state).ConfigureAwait(false);
            foreach (var run in read) yield return run;
        }
    }

    public async ValueTask<StoreOutcome<RunValues>> ReadValues(
        RunQuery query, IReadOnlyList<Field> fields, int runsMax, CancellationToken cancel = default)
    {
        var state = engine.State;
        await CompleteRanges(state, query, cancel).ConfigureAwait(false);
        var values = RunSearch.ReadValues(state.Runs, query, fields, runsMax, cancel);
        await engine.Barrier(state).ConfigureAwait(false);
        return values;
    }

    public async ValueTask<StoreOutcome<RunGroups>> AggregateRuns(
        RunAggregationQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        await CompleteRanges(
            state, query.ExperimentIds.LimitOrAll(query.VisibleIn), query.Filter,
            (query.Values ?? []).Select(value => value.Field), cancel).ConfigureAwait(false);
        var groups = RunSearch.Aggregate(state.Runs, query, cancel);
        await engine.Barrier(state).ConfigureAwait(false);
        return groups;
    }

    public async ValueTask<IReadOnlySet<ExperimentId>> FindExperiments(
        Func<Experiment, bool> matches, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Experiments.All.Where(matches).Select(experiment => experiment.ExperimentId).ToHashSet();
        await engine.Barrier(state).ConfigureAwait(false);
        return found;
    }

    public async ValueTask<ExperimentId?> FindExperiment(RunId runId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Runs.ExperimentOf(runId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found;
    }

    private Task CompleteRanges(TrackingState state, RunQuery query, CancellationToken cancel) => CompleteRanges(
        state, query.ExperimentIds.LimitOrAll(query.VisibleIn), query.Filter,
        (query.OrderBy ?? []).Select(order => order.Field), cancel);

    internal static bool IsIncluded(LifecycleStage stage, LifecycleView view) => view switch
    {
        LifecycleView.ActiveOnly => stage == LifecycleStage.Active,
        LifecycleView.DeletedOnly => stage == LifecycleStage.Deleted,
        _ => true,
    };

    private static Field Attribute(string key) => new(FieldKind.Attribute, key);
}
