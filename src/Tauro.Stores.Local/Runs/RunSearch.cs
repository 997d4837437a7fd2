using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
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

    public static StoreOutcome<Page<Run>> Find(IReadOnlyList<ColumnTable<Run>> experiments, RunQuery query)
    {
        var readers = experiments.Select(runs => new ColumnReader<Run>(runs, KindOf)).ToArray();
        var order = new RowComparer<FoundRun>(query.OrderBy, Order, new FoundRunFields(readers));
        var found = SortedPage.From(
            Matching(experiments, readers, query), order, query.Page,
            "runs", query.ExperimentIds, query.View, query.Filter, query.OrderBy);
        return found.Select(page => new Page<Run>(
            [.. page.Items.Select(foundRun => experiments[foundRun.Experiment][foundRun.Row]).OfType<Run>()],
            page.NextPageToken));
    }

    private static IEnumerable<FoundRun> Matching(
        IReadOnlyList<ColumnTable<Run>> experiments, ColumnReader<Run>[] readers, RunQuery query)
    {
        for (var experiment = 0; experiment < experiments.Count; experiment++)
        {
            var runs = experiments[experiment];
            var matches = FilterEvaluator.Compile(query.Filter, readers[experiment]);
            // Newest first: in the default order they fill the page, and the others are then skipped quickly.
            for (var row = runs.Count - 1; row >= 0; row--)
            {
                if (matches(row) && runs[row] is { } run && LocalRunStore.IsIncluded(run.LifecycleStage, query.View))
                    yield return new FoundRun(experiment, row);
            }
        }
    }

    /// <summary>A string that differs in each run has no column, which would only duplicate it.</summary>
    private static ColumnKind KindOf(Field field) => (field.Kind, field.Key) switch
    {
        (FieldKind.Metric, _) or (FieldKind.Attribute, "start_time" or "end_time") => ColumnKind.Numbers,
        (FieldKind.Param or FieldKind.Tag, _) => ColumnKind.Strings,
        (FieldKind.Attribute, "status" or "mlflow_status" or "user_id") => ColumnKind.Strings,
        _ => ColumnKind.None,
    };
}
