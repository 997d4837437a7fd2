using Tauro.Web.Runs;

namespace Tauro.Web.Charts;

/// <summary>The axes of a plot of many runs. The URL has all of them, so that a link shows the same.</summary>
public sealed record PlotView
{
    /// <summary>The axes of a plot for which none were chosen.</summary>
    public const int AxesDefault = 8;

    private const int AxesMax = 20;

    public IReadOnlyList<RunColumn> Axes { get; init; } = [];

    /// <summary>The axis that gives the runs their color; null for one color.</summary>
    public RunColumn? Color { get; init; }

    /// <summary>The axes that are logarithmic.</summary>
    public IReadOnlySet<RunColumn> Log { get; init; } = new HashSet<RunColumn>();

    /// <summary>The axes whose greatest value is at the other end.</summary>
    public IReadOnlySet<RunColumn> Flipped { get; init; } = new HashSet<RunColumn>();

    /// <summary>What is on a plot of many axes: the chosen ones, or those that distinguish the most runs.</summary>
    public static PlotView ForParallel(IQueryCollection query, IReadOnlyList<PlotColumn> all)
    {
        RunColumn[] axes = [.. Parse(query, "axis").Take(AxesMax)];
        if (axes.Length == 0)
            axes =
            [
                .. all.Where(column => column.Values > 1).OrderByDescending(column => column.Values).Take(AxesDefault)
                    .Select(column => column.Column).OrderByDescending(column => column.Kind),
            ];
        return Create(query, axes, axes.FirstOrDefault(axis => axis.Kind == RunColumn.Metrics));
    }

    /// <summary>What is on the two axes of a plot: the chosen ones, or a param and a metric.</summary>
    public static PlotView ForScatter(IQueryCollection query, IReadOnlyList<PlotColumn> all)
    {
        RunColumn[] numeric =
        [
            .. all.Where(column => column.IsNumeric && column.Values > 1)
                .OrderByDescending(column => column.Column.Kind).ThenByDescending(column => column.Values)
                .Select(column => column.Column),
        ];
        var y = Parse(query, "y").FirstOrDefault()
            ?? numeric.FirstOrDefault(column => column.Kind == RunColumn.Metrics);
        var x = Parse(query, "x").FirstOrDefault() ?? numeric.FirstOrDefault(column => column != y);
        return Create(query, x is null || y is null ? [] : [x, y], null);
    }

    private static PlotView Create(IQueryCollection query, RunColumn[] axes, RunColumn? color) => new()
    {
        Axes = axes,
        Color = query.ContainsKey("color") ? Parse(query, "color").FirstOrDefault() : color,
        Log = Parse(query, "log").ToHashSet(),
        Flipped = Parse(query, "flip").ToHashSet(),
    };

    private static IEnumerable<RunColumn> Parse(IQueryCollection query, string name) =>
        query[name].Select(RunColumn.Parse).OfType<RunColumn>()
            .Where(column => column.Kind != RunColumn.Tags).Distinct();
}
