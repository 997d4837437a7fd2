using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// A comparison as JSON, or as a table for spreadsheets and data frames: a row for each run or, of metrics by step, for
/// each metric and step.
/// </summary>
internal sealed class ComparisonResult(
    IReadOnlyList<Run> runs, RunDifferences differences, IReadOnlyDictionary<string, AlignedMetric>? series,
    TableFormat format) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (format != TableFormat.Json) return new TableResult(ToTable(), format).ExecuteAsync(httpContext);
        httpContext.Response.Headers.Vary = "Accept";
        var comparison = new RunComparison(
            [.. runs.Select(Describe)], differences.Params, differences.Metrics, differences.Tags, series);
        return TypedResults.Ok(comparison).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(RunComparison),
            [TableFormat.Json.MediaType, TableFormat.Csv.MediaType, TableFormat.Parquet.MediaType]));

    private static ComparedRun Describe(Run run) => new(
        run.RunId, run.ExperimentId, run.Name, run.Status, run.StartTime, run.EndTime,
        (run.EndTime - run.StartTime) / 1000.0)
    {
        UserId = run.UserId,
        ParentRunId = run.ParentRunId,
    };

    private Table ToTable()
    {
        if (series is not null)
        {
            TableColumn[] steps =
            [
                new("metric", TableColumnType.String), new("step", TableColumnType.Integer),
                .. runs.Select(run => new TableColumn(run.RunId, TableColumnType.Number)),
            ];
            return new Table("comparison", steps, series.SelectMany(RowsOf).ToAsyncEnumerable());
        }

        var columns = new RunColumns(
            [.. differences.Params.Keys], [.. differences.Metrics.Keys], [.. differences.Tags.Keys]);
        return new Table("comparison", columns.All, runs.Select(columns.Row).ToAsyncEnumerable());
    }

    private static IEnumerable<object?[]> RowsOf(KeyValuePair<string, AlignedMetric> metric)
    {
        foreach (var (row, step) in metric.Value.Steps.Index())
            yield return [metric.Key, step, .. metric.Value.Values.Select(run => (object?)run[row])];
    }
}
