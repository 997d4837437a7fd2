using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Web.Runs;

namespace Tauro.Web.Charts;

/// <summary>What the element of a plot needs to know.</summary>
internal static class RunPlot
{
    /// <summary>The runs, of which the element reads the columns of its axes.</summary>
    public static string Search(RunsView view) => JsonSerializer.Serialize(view.ToTable([]), TauroJson.Options);

    public static string Axes(PlotView plot) => JsonSerializer.Serialize(
        plot.Axes.Select(axis => new
        {
            axis.Kind, axis.Key, IsLog = plot.Log.Contains(axis), IsFlipped = plot.Flipped.Contains(axis),
        }),
        JsonSerializerOptions.Web);

    public static string? Color(PlotView plot) => plot.Color is { } color
        ? JsonSerializer.Serialize(
            new { color.Kind, color.Key, IsLog = plot.Log.Contains(color) }, JsonSerializerOptions.Web)
        : null;
}
