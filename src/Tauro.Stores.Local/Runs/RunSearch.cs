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

    public static StoreOutcome<Page<Run>> Find(RunTable runs, RunQuery query)
    {
        var experiments = runs.Columns(query.ExperimentIds);
        var readers = experiments.Select(columns => new ColumnReader(columns, KindOf)).ToArray();
        var order = new RowComparer<FoundRun>(query.OrderBy, Order, new FoundRunFields(readers));
        return SortedPage.Complete(
            Matching(runs, experiments, readers, query), order, query.Page,
            found => runs.At(experiments[found.Experiment][found.Row]) is { } run ? runs.WithMetrics(run) : null,
            "runs", query.ExperimentIds, query.View, query.Filter, query.OrderBy);
    }

    private static IEnumerable<FoundRun> Matching(
        RunTable runs, IReadOnlyList<ColumnTable> experiments, ColumnReader[] readers, RunQuery query)
    {
        for (var experiment = 0; experiment < experiments.Count; experiment++)
        {
            var columns = experiments[experiment];
            var stageOf = runs.StagesIn(columns);
            var matches = FilterEvaluator.Compile(query.Filter, readers[experiment]);
            // Newest first: in the default order they fill the page, and the others are then skipped quickly.
            for (var row = columns.Count - 1; row >= 0; row--)
            {
                if (columns[row] is >= 0 and var number && LocalRunStore.IsIncluded(stageOf(number), query.View)
                    && matches(row))
                    yield return new FoundRun(experiment, row);
            }
        }
    }

    /// <summary>The id is in memory anyway, so it needs no column.</summary>
    private static ColumnKind KindOf(Field field) => (field.Kind, field.Key) switch
    {
        (FieldKind.Metric, _) or (FieldKind.Attribute, "start_time" or "end_time") => ColumnKind.Numbers,
        (FieldKind.Param or FieldKind.Tag, _) => ColumnKind.Strings,
        (FieldKind.Attribute, "run_id") => ColumnKind.None,
        (FieldKind.Attribute, _) => ColumnKind.Strings,
        _ => ColumnKind.None,
    };
}
