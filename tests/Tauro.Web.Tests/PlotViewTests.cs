using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tauro.Contracts.Runs;
using Tauro.Web.Charts;
using Tauro.Web.Runs;

namespace Tauro.Web.Tests;

public sealed class PlotViewTests
{
    private static readonly Run[] Runs =
    [
        .. Enumerable.Range(0, 12).Select(i => new Run
        {
            RunId = new($"{i}"), ExperimentId = new("1"), Name = "n", ArtifactUri = "",
            Metrics = Enumerable.Range(0, 9).ToDictionary(m => $"m{m}", m => new LatestMetric(i % (m + 1), 0, 0)),
            Params = new Dictionary<string, string> { ["lr"] = $"{i / 2}", ["opt"] = i < 6 ? "sgd" : "adam" },
        }),
    ];

    private static readonly IReadOnlyList<PlotColumn> All = PlotColumn.FindAll(Runs);

    [Fact]
    public void The_params_and_metrics_of_runs_are_found_with_their_number_of_values()
    {
        Assert.Equal(
            [("metrics.m8", 9, true), ("metrics.m7", 8, true)],
            All.Take(2).Select(column => (column.Column.Name, column.Values, column.IsNumeric)));
        Assert.Equal(
            [("params.lr", 6, true), ("params.opt", 2, false)],
            All.TakeLast(2).Select(column => (column.Column.Name, column.Values, column.IsNumeric)));
    }

    [Fact]
    public void Without_a_choice_the_axes_are_those_with_the_most_values()
    {
        var parallel = PlotView.ForParallel(Query(""), All);
        var scatter = PlotView.ForScatter(Query(""), All);

        Assert.Equal(
            ["params.lr", .. Enumerable.Range(2, 7).Reverse().Select(i => $"metrics.m{i}")],
            parallel.Axes.Select(axis => axis.Name));
        Assert.Equal("metrics.m8", parallel.Color?.Name);
        Assert.Equal(["params.lr", "metrics.m8"], scatter.Axes.Select(axis => axis.Name));
        Assert.Null(scatter.Color);
    }

    [Fact]
    public void The_address_chooses_axes_and_how_they_are_drawn()
    {
        var view = PlotView.ForParallel(
            Query("?axis=metrics.m1&axis=metrics.m1&axis=params.opt&axis=tags.x&axis=no"
                + "&log=metrics.m1&flip=params.opt&color="),
            All);

        Assert.Equal(["metrics.m1", "params.opt"], view.Axes.Select(axis => axis.Name));
        Assert.Equal(["metrics.m1"], view.Log.Select(axis => axis.Name));
        Assert.Equal(["params.opt"], view.Flipped.Select(axis => axis.Name));
        Assert.Null(view.Color);
        Assert.Equal(
            [new RunColumn("metrics", "m3"), new("metrics", "m4")],
            PlotView.ForScatter(Query("?x=metrics.m3&y=metrics.m4"), All).Axes);
        Assert.Empty(PlotView.ForScatter(Query(""), PlotColumn.FindAll(Runs[..1])).Axes);
    }

    private static QueryCollection Query(string address) => new(QueryHelpers.ParseQuery(address));
}
