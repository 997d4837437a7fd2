using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Web.Runs;

/// <summary>The columns that runs offer.</summary>
internal static class RunColumns
{
    private const int MetricsDefault = 5;
    private const int ParamsDefault = 5;
    private const int ShownMax = 100;

    /// <summary>Reads the columns of an address; what is none is left out.</summary>
    public static IReadOnlyList<RunColumn> Parse(IEnumerable<string?> names) =>
        [.. names.Select(RunColumn.Parse).OfType<RunColumn>().Distinct().Take(ShownMax)];

    /// <summary>Returns the metrics, params and tags that some of the runs have, those of most runs first.</summary>
    public static IReadOnlyList<RunColumn> FindAll(IReadOnlyList<Run> runs) =>
    [
        .. Find(RunColumn.Metrics, runs.SelectMany(run => run.Metrics.Keys)),
        .. Find(RunColumn.Params, runs.SelectMany(run => run.Params.Keys)),
        .. Find(RunColumn.Tags, runs.SelectMany(run => run.Tags.Keys)
            .Where(key => !TagNames.IsOfMlflow(key))),
    ];

    /// <summary>Returns the columns of a table for which none were chosen.</summary>
    public static IReadOnlyList<RunColumn> GetDefaults(IReadOnlyList<RunColumn> all) =>
    [
        .. all.Where(column => column.Kind == RunColumn.Metrics).Take(MetricsDefault),
        .. all.Where(column => column.Kind == RunColumn.Params).Take(ParamsDefault),
    ];

    /// <summary>Returns the columns in which runs differ.</summary>
    public static IReadOnlyList<RunColumn> FindDifferent(RunKeys keys) => Parse(
        keys.Keys.Where(key => key.DistinctCount > 1 || key.RunCount < keys.RunCount).Select(key => key.Field));

    private static IEnumerable<RunColumn> Find(string kind, IEnumerable<string> keys) => keys
        .CountBy(key => key)
        .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => new RunColumn(kind, count.Key));
}
