using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Tauro.Contracts.Runs;
using Tauro.Web.Charts;

namespace Tauro.Web.Tests;

public sealed class ChartViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?x=metrics.val%2Floss&logx=true&logy=true&smooth=0.9&per=100&metric=loss&from=-5&to=70")]
    public void The_address_has_all_that_is_shown(string address)
    {
        var view = ChartView.Parse(Query(address));

        Assert.Null(view.Problem);
        Assert.Equal(address, new QueryBuilder(view.Parameters()).ToQueryString().Value);
    }

    [Theory]
    [InlineData("?x=y"), InlineData("?x=metrics."), InlineData("?smooth=1"), InlineData("?smooth=NaN")]
    [InlineData("?smooth=-1"), InlineData("?per=0"), InlineData("?from=1.5"), InlineData("?to=99999999999999999999")]
    public void What_is_not_understood_is_left_out_and_reported(string address)
    {
        var view = ChartView.Parse(Query(address));

        Assert.StartsWith($"{address[1..address.IndexOf('=')]} is “", view.Problem);
        Assert.Empty(view.Parameters());
    }

    [Fact]
    public void Smoothing_over_many_steps_is_that_of_one_step_repeated() =>
        Assert.Equal(0.9, Math.Pow(new ChartView { Smoothing = 0.9, SmoothedSteps = 100 }.SmoothingOfStep, 100), 1e-12);

    [Fact]
    public void A_run_has_the_same_color_next_to_any_others_and_no_other_has_its_line()
    {
        Run[] runs = [.. Enumerable.Range(0, 20).Select(i => new Run
        {
            RunId = new($"run{i}"), ExperimentId = new("1"), Name = "n", ArtifactUri = "",
        })];

        var lines = ChartRun.From(runs);

        Assert.Equal(lines.Select(line => line.Color), runs.Select(run => ChartRun.From([run])[0].Color));
        Assert.All(runs, run => Assert.Equal(0, ChartRun.From([run])[0].Dash));
        Assert.InRange(lines.Select(line => line.Color).Distinct().Count(), 6, ChartRun.Colors);
        Assert.All(lines.CountBy(line => line.Color), count => Assert.InRange(count.Value, 1, 6));
        foreach (var color in lines.GroupBy(line => line.Color).Where(color => color.Count() <= ChartRun.Dashes))
            Assert.Equal(color.Count(), color.Select(line => line.Dash).Distinct().Count());
    }

    private static QueryCollection Query(string address) => new(QueryHelpers.ParseQuery(address));
}
