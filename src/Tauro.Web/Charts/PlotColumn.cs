using System.Globalization;
using Tauro.Contracts.Runs;
using Tauro.Web.Runs;

namespace Tauro.Web.Charts;

/// <summary>A param or a metric that a plot of many runs can show.</summary>
/// <param name="Column">The param or metric.</param>
/// <param name="Values">The number of different values.</param>
/// <param name="IsNumeric">Whether all values are numbers.</param>
public sealed record PlotColumn(RunColumn Column, int Values, bool IsNumeric)
{
    /// <summary>Finds the metrics and params of some runs, each kind with the most different values first.</summary>
    public static IReadOnlyList<PlotColumn> FindAll(IReadOnlyList<Run> runs) =>
    [
        .. Find(RunColumn.Metrics, runs.SelectMany(run => run.Metrics.Select(metric => (metric.Key,
            metric.Value.Value.ToString(CultureInfo.InvariantCulture))))),
        .. Find(RunColumn.Params, runs.SelectMany(run => run.Params.Select(param => (param.Key, param.Value)))),
    ];

    private static IEnumerable<PlotColumn> Find(string kind, IEnumerable<(string Key, string Value)> values) => values
        .GroupBy(value => value.Key, value => value.Value)
        .Select(group => new PlotColumn(
            new RunColumn(kind, group.Key), group.Distinct().Count(),
            kind == RunColumn.Metrics || group.All(IsNumber)))
        .OrderByDescending(column => column.Values).ThenBy(column => column.Column.Key, StringComparer.Ordinal);

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
