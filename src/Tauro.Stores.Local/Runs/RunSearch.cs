using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>Searches the runs of some experiments in their columns.</summary>
internal static class RunSearch
{
    private static readonly OrderBy[] Order =
    [
        new(new Field(FieldKind.Attribute, "start_time"), Descending: true),
        new(new Field(FieldKind.Attribute, "run_id")),
    ];

    // Half of what is kept, so that other searches do not remove them before they are read.
    private const int ColumnsAtOnce = ColumnTable.ColumnsMax / 2;

    public static StoreOutcome<Page<Run>> Find(RunTable runs, RunQuery query, CancellationToken cancel)
    {
        var experiments = runs.Columns(query.ExperimentIds.LimitOrAll(query.VisibleIn));
        var readers = ReadersOf(runs, experiments);
        return SortedPage.Complete(
            Matching(runs, experiments, readers, query.View, query.Filter, cancel), OrderOf(query, readers), query.Page,
            found =>
            {
                cancel.ThrowIfCancellationRequested();
                return runs.At(experiments[found.Experiment][found.Row]) is { } run
                    ? query.Fields is { } fields ? fields.Apply(runs.WithMetrics(run)) : runs.WithMetrics(run)
                    : null;
            },
            "runs", query.ExperimentIds, query.View, query.Filter, query.OrderBy);
    }

    /// <summary>Returns the ids of all runs that match, in order.</summary>
    public static IReadOnlyList<RunId> FindAll(RunTable runs, RunQuery query, CancellationToken cancel)
    {
        var experiments = runs.Columns(query.ExperimentIds.LimitOrAll(query.VisibleIn));
        return [.. SortAll(runs, experiments, query, cancel).Select(found => found.Id)];
    }

    /// <summary>Returns fields of the first runs that match, in order.</summary>
    public static RunValues ReadValues(
        RunTable runs, RunQuery query, IReadOnlyList<Field> fields, int runsMax, CancellationToken cancel)
    {
        var experiments = runs.Columns(query.ExperimentIds.LimitOrAll(query.VisibleIn));
        var all = SortAll(runs, experiments, query, cancel);
        var first = all.Count > runsMax ? all[..runsMax] : all;
        var columns = new IReadOnlyList<Literal?>[fields.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (i % ColumnsAtOnce == 0)
                foreach (var reader in ReadersOf(runs, experiments))
                    reader.Build([.. fields.Skip(i).Take(ColumnsAtOnce)]);
            // Each with its own readers: they look for the column of a field among those that they have used.
            var readers = ReadersOf(runs, experiments);
            columns[i] = first.ConvertAll(found => readers[found.Run.Experiment].Read(found.Run.Row, fields[i]));
        }

        // One that was purged meanwhile may have lost its values.
        var kept = Enumerable.Range(0, first.Count)
            .Where(i => experiments[first[i].Run.Experiment][first[i].Run.Row] >= 0).ToList();
        return kept.Count == first.Count
            ? new RunValues(first.ConvertAll(found => found.Id), all.Count, columns)
            : new RunValues(
                kept.ConvertAll(i => first[i].Id), all.Count,
                [.. columns.Select(IReadOnlyList<Literal?> (column) => kept.ConvertAll(i => column[i]))]);
    }

    private static List<(FoundRun Run, RunId Id)> SortAll(
        RunTable runs, IReadOnlyList<ColumnTable> experiments, RunQuery query, CancellationToken cancel)
    {
        var readers = ReadersOf(runs, experiments);
        var matching = Matching(runs, experiments, readers, query.View, query.Filter, cancel);
        return
        [
            .. from found in SortedPage.Sort(matching, OrderOf(query, readers))
               let number = experiments[found.Experiment][found.Row]
               where number >= 0
               select (found, new RunId(runs.IdAt(number))),
        ];
    }

    public static StoreOutcome<RunGroups> Aggregate(RunTable runs, RunAggregationQuery query, CancellationToken cancel)
    {
        var experiments = runs.Columns(query.ExperimentIds.LimitOrAll(query.VisibleIn));
        var readers = ReadersOf(runs, experiments);
        var grouping = new RunGrouping(query);
        foreach (var found in Matching(runs, experiments, readers, query.View, query.Filter, cancel))
            if (grouping.Add(found.Row, readers[found.Experiment]) is { } problem) return problem;

        return grouping.Complete();
    }

    private static RunReader[] ReadersOf(RunTable runs, IReadOnlyList<ColumnTable> experiments) =>
        [.. experiments.Select(columns => new RunReader(runs, columns))];

    private static RowComparer<FoundRun> OrderOf(RunQuery query, RunReader[] readers) =>
        new(query.OrderBy, Order, new FoundRunFields(readers));

    private static IEnumerable<FoundRun> Matching(
        RunTable runs, IReadOnlyList<ColumnTable> experiments, RunReader[] readers, LifecycleView view, Filter? filter,
        CancellationToken cancel)
    {
        var strings = new StringTests();
        for (var experiment = 0; experiment < experiments.Count; experiment++)
        {
            var columns = experiments[experiment];
            var stageOf = runs.Heads.StagesIn(columns);
            var matches = FilterEvaluator.Compile(filter, readers[experiment], strings);
            // Newest first: in the default order they fill the page, and the others are then skipped quickly.
            for (var row = columns.Count - 1; row >= 0; row--)
            {
                cancel.ThrowIfCancellationRequested();
                if (columns[row] is >= 0 and var number && LocalRunStore.IsIncluded(stageOf(number), view)
                    && matches(row))
                    yield return new FoundRun(experiment, row);
            }
        }
    }
}
