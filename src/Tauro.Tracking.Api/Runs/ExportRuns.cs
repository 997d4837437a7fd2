using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// Exports all runs that a search finds. They are found once, so that none is missed or repeated when they change
/// meanwhile, and read twice, a few at a time: for the columns, and for the rows.
/// </summary>
internal static class ExportRuns
{
    public static async Task<Results<TableResult, Invalid, NotFound, Conflict>> Handle(
        RunExport export, HttpRequest request, IRunStore store, CancellationToken cancel, string? format = null)
    {
        TableFormat[] formats = [TableFormat.Csv, TableFormat.Parquet];
        if (TableFormat.Choose(request, format, formats) is not { } chosen) return TableFormat.Unknown(format, formats);
        var parsed = SearchRuns.Parse(new RunSearch(
            export.ExperimentIds, export.Filter, export.OrderBy, export.View, Fields: export.Fields));
        if (parsed.Problem is { } bad) return bad.ToResult<TableResult>();
        var found = await store.FindRuns(parsed.Value, cancel);
        if (found.Problem is { } refused) return refused.ToResult<TableResult>();

        IAsyncEnumerable<Run> Runs() => store.ReadRuns(found.Value, parsed.Value.Fields, cancel);
        var columns = await Columns(Runs(), chosen);
        if (columns.Problem is { } problem) return problem.ToResult<TableResult>();
        return new TableResult(new Table("runs", columns.Value.All, Runs().Select(columns.Value.Row)), chosen);
    }

    private static async Task<StoreOutcome<RunColumns>> Columns(IAsyncEnumerable<Run> runs, TableFormat format)
    {
        var (parameters, metrics, tags) = (Keys(), Keys(), Keys());
        var (count, bytes) = (0, 0L);
        await foreach (var run in runs)
        {
            count++;
            bytes += PageBytes.Estimate(run);
            parameters.UnionWith(run.Params.Keys);
            metrics.UnionWith(run.Metrics.Keys);
            tags.UnionWith(run.Tags.Keys.Where(key => key is not (TagNames.RunName or TagNames.ParentRunId)));
            if (parameters.Count + metrics.Count + tags.Count > Limits.ExportKeysMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The runs have more than {Limits.ExportKeysMax} params, metrics and tags, the limit of an export. "
                    + "Select some with fields, such as metrics.loss or params.opt*.");
        }

        var columns = new RunColumns([.. parameters], [.. metrics], [.. tags]);
        if (format == TableFormat.Parquet && ParquetTable.Check(columns.All.Count, count, bytes) is { } tooMany)
            return tooMany;
        return columns;

        static SortedSet<string> Keys() => new(StringComparer.Ordinal);
    }
}
