using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Web.Runs;

namespace Tauro.Web.Tests;

public sealed class RunsViewTests
{
    private static readonly RunsView All = new() { ExperimentId = new("1") };

    [Fact]
    public void The_address_has_all_that_is_shown()
    {
        var view = All with
        {
            Filter = "metrics.`val loss` < 1 & x", Order = "metrics.loss DESC", IsDeleted = true, Page = "a+b",
            Columns = [new RunColumn("metrics", "val/loss"), new RunColumn("params", "a.b")],
        };

        Assert.Equal(
            "experiments/1?q=metrics.%60val%20loss%60%20%3C%201%20%26%20x&sort=metrics.loss%20DESC"
            + "&col=metrics.val%2Floss&col=params.a.b&deleted=true&page=a%2Bb",
            view.ToUrl());
        Assert.Equal("experiments/1", All.ToUrl());
    }

    [Fact]
    public void An_address_is_read_as_it_was_written()
    {
        var view = All with
        {
            Filter = "a", Order = "name", IsDeleted = true, Page = "p", IsTree = true,
            IsDifferent = true, IsPicking = true,
            Columns = [new RunColumn("metrics", "val/loss")], Pinned = [new RunColumn("tags", "t")],
            Group = new RunColumn("params", "lr"), Open = [new("r1"), new("r2")], Baseline = new("r3"),
        };

        var query = QueryHelpers.ParseQuery(view.ToUrl().Split('?')[1]);
        var read = RunsView.Parse(view.ExperimentId, new QueryCollection(query));

        Assert.Equal(view.ToUrl(), read.ToUrl());
        Assert.Equal("(a) AND parent_run_id IS NULL", read.ToSearch().Filter);
        Assert.Equal("parent_run_id = 'it''s'", view.ToSearch(new Contracts.Ids.RunId("it's")).Filter);
    }

    [Fact]
    public void A_search_has_the_filter_the_order_and_the_page()
    {
        var search = (All with { Filter = "a", Order = "name", IsDeleted = true, Page = "p" }).ToSearch();

        Assert.Equal(("a", LifecycleView.DeletedOnly, "p"), (search.Filter, search.View, search.PageToken));
        Assert.Equal(["name"], search.OrderBy);
        Assert.Null(All.ToSearch().OrderBy);
    }

    [Fact]
    public void A_second_click_on_a_column_reverses_its_order_and_begins_again()
    {
        var ascending = (All with { Page = "p" }).OrderedBy("name");
        var descending = ascending.OrderedBy("name");

        Assert.Equal(("name", null), (ascending.Order, ascending.Page));
        Assert.Equal(("ascending", "descending", null), (
            ascending.DirectionOf("name"), descending.DirectionOf("name"), descending.DirectionOf("status")));
        Assert.Equal("name", descending.OrderedBy("name").Order);
    }

    [Theory]
    [InlineData("metrics.loss", "metrics.loss"), InlineData("metrics.val/loss", "metrics.`val/loss`")]
    [InlineData("params.a.b", "params.`a.b`"), InlineData("tags.x y", "tags.`x y`")]
    [InlineData("tags.a`b", "tags.`a``b`")]
    public void A_column_is_quoted_in_an_order_where_it_must_be(string name, string expected)
    {
        var column = RunColumn.Parse(name)!;

        Assert.Equal((name, expected), (column.Name, column.FilterName));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("metrics"), InlineData("metrics."), InlineData("x.y")]
    public void What_is_no_column_is_none(string? name) => Assert.Null(RunColumn.Parse(name));

    [Fact]
    public void The_columns_of_most_runs_come_first_and_a_few_are_shown()
    {
        Run[] runs =
        [
            Create(["b", "a"], ["p"]), Create(["b"], ["p", "q"]),
            Create([.. Enumerable.Range(0, 20).Select(i => $"m{i:D2}")], []),
        ];

        var all = RunColumns.FindAll(runs);

        Assert.Equal(["metrics.b", "metrics.a", "metrics.m00"], all.Take(3).Select(column => column.Name));
        Assert.DoesNotContain(all, column => column.Name == "tags.mlflow.user");
        Assert.Equal(
            ["metrics.b", "metrics.a", "metrics.m00", "metrics.m01", "metrics.m02", "params.p", "params.q"],
            RunColumns.GetDefaults(all).Select(column => column.Name));
    }

    private static Run Create(string[] metrics, string[] parameters) => new()
    {
        RunId = new("r"), ExperimentId = new("1"), Name = "n", ArtifactUri = "",
        Metrics = metrics.ToDictionary(key => key, _ => new LatestMetric(1, 0, 0)),
        Params = parameters.ToDictionary(key => key, _ => "1"),
        Tags = new Dictionary<string, string> { ["mlflow.user"] = "ana" },
    };
}
