using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The columns of the runs table: their order, their widths, and those that stay in view.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ColumnTests(EmbeddedStack stack, Browser browser)
{
    private static readonly string[] Many = [.. Enumerable.Range(0, 40).Select(i => $"m{i:D2}")];

    private static readonly string Shown = string.Concat(Many.Select(key => $"&col=metrics.{key}"));

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task Columns_are_moved_pinned_and_hidden_and_the_address_has_them()
    {
        var experiment = await Create("a", "b", "c");
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}");
        await Ready(page);

        await Choose("metrics.a", "Move right");
        await Heads("metricsb", "metricsa", "metricsc");
        await Choose("metrics.c", "Pin");
        await Heads("metricsc", "metricsb", "metricsa");
        await Choose("metrics.b", "Hide");
        await Heads("metricsc", "metricsa");
        Assert.Contains("col=metrics.c&col=metrics.a&pin=metrics.c", page.Url);
        Assert.Empty(tab.Errors);

        async Task Choose(string column, string item)
        {
            await Ready(page);
            await page.Locator("thead th", new() { HasText = column.Split('.')[1] }).Last.HoverAsync();
            await page.GetByLabel($"Column {column}").ClickAsync();
            await page.Locator(".column-menu a", new() { HasTextString = item }).ClickAsync();
        }

        Task Heads(params string[] names) =>
            Assertions.Expect(page.Locator("thead th a:has(.faint)")).ToHaveTextAsync(names);
    }

    [Fact]
    public async Task A_column_is_dragged_to_its_place_and_Escape_leaves_it_where_it_was()
    {
        var experiment = await Create("a", "b", "c");
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.SetViewportSizeAsync(1600, 900);
        await tab.GoTo($"/experiments/{experiment}?col=metrics.a&col=metrics.b&col=metrics.c&pin=metrics.a");

        await Drag("c", "b");
        await Assertions.Expect(Head("b")).ToHaveClassAsync(new Regex("drop-before"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Head("b")).Not.ToHaveClassAsync(new Regex("drop-before"));
        await page.Mouse.UpAsync();
        await Drag("c", "b");
        await page.Mouse.UpAsync();
        await page.WaitForAddress("**col=metrics.a&col=metrics.c&col=metrics.b&pin=metrics.a");
        await Assertions.Expect(page.Locator("thead th a:has(.faint)")).ToHaveTextAsync(
            ["metricsa", "metricsc", "metricsb"]);
        await Ready(page);

        await Drag("b", "a");
        await page.Mouse.UpAsync();
        await page.WaitForAddress("**col=metrics.b&col=metrics.a&col=metrics.c&pin=metrics.b&pin=metrics.a");
        Assert.Empty(tab.Errors);

        ILocator Head(string key) => page.Locator($"thead th[title={key}]");

        async Task Drag(string column, string before)
        {
            var (from, to) = ((await Head(column).BoundingBoxAsync())!, (await Head(before).BoundingBoxAsync())!);
            var y = from.Y + (from.Height / 2);
            await page.Mouse.MoveAsync(from.X + 40, y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(from.X + 20, y);
            await page.Mouse.MoveAsync(to.X + 20, y);
        }
    }

    [Fact]
    public async Task Narrow_columns_keep_their_width_when_the_table_is_scrolled()
    {
        var experiment = await Create(Many);
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.AddInitScriptAsync("""
            localStorage.setItem("tauro-widths", JSON.stringify(
              Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`metrics.m${String(i).padStart(2, "0")}`, 60]))))
            """);
        await tab.GoTo($"/experiments/{experiment}?x=1{Shown}");

        // The first column is left out.
        await tab.Page.Locator(".scroll").EvaluateAsync(
            "scroll => scroll.scrollLeft = scroll.querySelector('th[title=m03]').offsetLeft + 20");
        var gap = tab.Page.Locator("td.gap");
        await Assertions.Expect(gap).ToHaveCountAsync(1);
        Assert.Equal(60 * int.Parse((await gap.GetAttributeAsync("colspan"))!), (await gap.BoundingBoxAsync())!.Width);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Pinned_columns_stay_in_view_and_the_focus_in_the_table()
    {
        var experiment = await Create(Many);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await tab.GoTo($"/experiments/{experiment}?pin=metrics.m05{Shown}");

        await page.Locator("tr[data-row='0'] [data-cell='0']").FocusAsync();
        for (var i = 0; i < 30; i++) await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("tr[data-row='0'] [data-cell='30']")).ToBeFocusedAsync();
        var (name, pinned) = (page.Locator("tbody th.name"), page.Locator("tbody td.pinned"));
        var (left, right) = ((await name.BoundingBoxAsync())!, (await pinned.BoundingBoxAsync())!);
        Assert.InRange(right.X - left.X - left.Width, -1, 1);
        Assert.Empty(tab.Errors);
    }

    private static Task Ready(IPage page) => page.Locator("runs-table[data-ready]").WaitForAsync();

    /// <summary>Creates an experiment with a run that has these metrics.</summary>
    private async Task<ExperimentId> Create(params string[] metrics)
    {
        var experiment = await Api.CreateExperiment($"columns {Guid.NewGuid():N}");
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, "run"));
        await Api.Log(run.RunId, new RunBatch(Metrics: [.. metrics.Select(key => new MetricPoint(key, 1, 1))]));
        return experiment.ExperimentId;
    }
}
