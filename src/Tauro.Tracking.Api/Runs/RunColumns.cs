using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Runs;

/// <summary>The columns of a table with a row for each run: attributes, then params, metrics and tags by key.</summary>
internal sealed class RunColumns(
    IReadOnlyList<string> parameters, IReadOnlyList<string> metrics, IReadOnlyList<string> tags)
{
    private static readonly (TableColumn Column, Func<Run, object?> Read)[] Attributes =
    [
        (new("run_id", TableColumnType.String), run => run.RunId.Value),
        (new("name", TableColumnType.String), run => run.Name),
        (new("status", TableColumnType.String), run =>
            JsonSerializer.SerializeToElement(run.Status, TauroJson.Options).GetString()),
        (new("duration_seconds", TableColumnType.Number), run => (run.EndTime - run.StartTime) / 1000.0),
        (new("experiment_id", TableColumnType.String), run => run.ExperimentId.Value),
        (new("parent_run_id", TableColumnType.String), run => run.ParentRunId?.Value),
        (new("user_id", TableColumnType.String), run => run.UserId),
        (new("start_time", TableColumnType.Integer), run => run.StartTime),
        (new("end_time", TableColumnType.Integer), run => run.EndTime),
    ];

    public IReadOnlyList<TableColumn> All { get; } =
    [
        .. Attributes.Select(attribute => attribute.Column),
        .. parameters.Select(key => new TableColumn("param_" + key, TableColumnType.String)),
        .. metrics.Select(key => new TableColumn("metric_" + key, TableColumnType.Number)),
        .. tags.Select(key => new TableColumn("tag_" + key, TableColumnType.String)),
    ];

    public object?[] Row(Run run) =>
    [
        .. Attributes.Select(attribute => attribute.Read(run)),
        .. parameters.Select(key => run.Params.GetValueOrDefault(key)),
        .. metrics.Select(key => run.Metrics.TryGetValue(key, out var metric) ? metric.Value : (object?)null),
        .. tags.Select(key => run.Tags.GetValueOrDefault(key)),
    ];
}
