using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// Exports all runs that a search finds. The runs are read twice, a page at a time: for the columns, and for the rows.
/// </summary>
internal static class ExportRuns
{
    private const int PageSize = 1_000;

    public static async Task<Results<TableResult, Invalid, NotFound, Conflict>> Handle(
        RunExport export, HttpRequest request, IRunStore store, CancellationToken cancel, string? format = null)
    {
        TableFormat[] formats = [TableFormat.Csv, TableFormat.Parquet];
        if (TableFormat.Choose(request, format, formats) is not { } chosen) return TableFormat.Unknown(format, formats);
        var parsed = SearchRuns.Parse(new RunSearch(
            export.ExperimentIds, export.Filter, export.OrderBy, export.View, PageSize, null, export.Fields));
        if (parsed.Problem is { } bad) return bad.ToResult<TableResult>();

        var columns = await Columns(store, parsed.Value, cancel);
        if (columns.Problem is { } problem) return problem.ToResult<TableResult>();
        return new TableResult(
            new Table("runs", columns.Value.All, Rows(store, parsed.Value, columns.Value, cancel)), chosen);
    }

    private static async Task<StoreOutcome<RunColumns>> Columns(
        IRunStore store, RunQuery query, CancellationToken cancel)
    {
        var (parameters, metrics, tags) = (Keys(), Keys(), Keys());
        await foreach (var page in Pages(store, query, cancel))
        {
            if (page.Problem is { } problem) return problem;
            foreach (var run in page.Value)
            {
                parameters.UnionWith(run.Params.Keys);
                metrics.UnionWith(run.Metrics.Keys);
                tags.UnionWith(run.Tags.Keys.Where(key => key is not (TagNames.RunName or TagNames.ParentRunId)));
            }

            if (parameters.Count + metrics.Count + tags.Count > Limits.ExportKeysMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The runs have more than {Limits.ExportKeysMax} params, metrics and tags, the limit of an export. "
                    + "Select some with fields, such as metrics.loss or params.opt*.");
        }

        return new RunColumns([.. parameters], [.. metrics], [.. tags]);

        static SortedSet<string> Keys() => new(StringComparer.Ordinal);
    }

    private static async IAsyncEnumerable<object?[]> Rows(
        IRunStore store, RunQuery query, RunColumns columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in Pages(store, query, cancel))
        {
            // The query was valid a moment ago.
            if (page.Problem is { } problem) throw new InvalidOperationException(problem.Message);
            foreach (var run in page.Value) yield return columns.Row(run);
        }
    }

    private static async IAsyncEnumerable<StoreOutcome<IReadOnlyList<Run>>> Pages(
        IRunStore store, RunQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await store.SearchRuns(query with { Page = new PageRequest(PageSize, token) }, cancel);
            yield return page.Select(found => found.Items);
            token = page.IsOk ? page.Value.NextPageToken : null;
        }
        while (token is not null);
    }
}
