using System.Text.Json;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>An address that was copied shows another reader exactly the same.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class SharedLinkTests(EmbeddedStack stack, Browser browser)
{
    private const string Table = """
        () => [...document.querySelectorAll("table.runs tr:not([aria-hidden])")].map(row => [...row.cells].map(cell => {
          const copy = cell.cloneNode(true);
          copy.querySelectorAll("time").forEach(time => time.textContent = time.dateTime);
          return copy.textContent.trim() + (cell.classList.contains("pinned") ? " (pinned)" : "");
        }))
        """;

    // A menu opens at once, also on a slow machine.
    private const float MenuTimeout = 5_000;

    private const string Charts = """
        () => [...document.querySelectorAll("metric-chart")].map(element => {
          const { xAxis, yAxis, series } = element.chart.getOption();
          const axes = [xAxis[0], yAxis[0]].map(axis => [axis.type, axis.min, axis.max, axis.name]);
          return [element.dataset.metric, element.textContent, axes, series.map(line => [line.name, line.data])];
        })
        """;

    private const string Plot = """
        () => [document.querySelector("run-plot").innerText,
          ...[...document.querySelectorAll("run-plot canvas")].map(canvas => canvas.toDataURL())]
        """;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task The_rows_columns_and_order_of_a_table()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await tab.GoTo($"/experiments/{experiment}");

        await page.GetByLabel("Filter", new() { Exact = true }).FillAsync("metrics.loss < 4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForAddress("**q=metrics.loss**");
        await Choose("loss", "Sort descending", url => url.Contains("sort=metrics.loss"));
        await Choose("lr", "Pin", url => url.Contains("pin=params.lr"));
        await Choose("epoch", "Hide", url => !url.Contains("metrics.epoch"));
        await Choose("opt", "Move left", url => url.Contains("col=params.opt&col=metrics.loss"));

        var rows = await AssertSame(page, "runs-table[data-ready]", Table);
        Assert.Equal(["run-3", "run-2", "run-1"], rows.EnumerateArray().Skip(1).Select(row => $"{row[1]}"));
        Assert.EndsWith("(pinned)", $"{rows[0][5]}");
        Assert.Empty(tab.Errors);

        async Task Choose(string key, string item, Func<string, bool> isDone)
        {
            // The address changes before the table does, which then closes a menu that is open.
            for (var attempt = 1; !await TryChoose(key, item); attempt++)
                Assert.True(attempt < 10, $"The menu of {key} never stayed open.");
            await Eventually.True(() => isDone(page.Url), $"{item} has changed the address");
        }

        async Task<bool> TryChoose(string key, string item)
        {
            await page.Locator("runs-table[data-ready]").WaitForAsync();
            var head = page.Locator("thead th", new() { Has = page.Locator($"[aria-label$='.{key}']") });
            await head.HoverAsync();
            await head.Locator($"[aria-label$='.{key}']").ClickAsync();
            try
            {
                await page.Locator(".column-menu a", new() { HasTextString = item })
                    .ClickAsync(new() { Timeout = MenuTimeout });
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task The_range_smoothing_and_axes_of_charts()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}/charts?q=metrics.loss > 1");

        await page.GetByLabel("Metrics").FillAsync("loss");
        await page.GetByLabel("X axis").SelectOptionAsync("metrics.epoch");
        await page.GetByLabel("Log y").CheckAsync();
        await page.GetByLabel("Smoothing").FillAsync("0.5");
        await page.GetByLabel("From step").FillAsync("2");
        await page.GetByLabel("to step").Last.FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.WaitForAddress("**to=7**");

        var charts = await AssertSame(page, "metric-chart[data-ready]", Charts);
        Assert.Equal(1, charts.GetArrayLength());
        Assert.Equal("log", $"{charts[0][2][1][0]}");
        Assert.Equal(6, charts[0][3].GetArrayLength()); // the raw and the smoothed line of three runs
        Assert.Equal(6, charts[0][3][0][1].GetArrayLength());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_runs_reference_and_rows_of_a_comparison()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await tab.GoTo($"/experiments/{experiment}?sort=metrics.loss");

        await page.GetByLabel("Select run-3").CheckAsync();
        await page.GetByLabel("Select run-1").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare selected" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await page.GetByRole(AriaRole.Rowheader, new() { Name = "team" }).WaitForAsync(); // the same in both runs
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare with it" }).Last.ClickAsync();
        await page.WaitForAddress("**ref=**");

        var rows = await AssertSame(page, ".delta:not(:empty)", Table);
        Assert.Contains(rows.EnumerateArray(), row => $"{row[0]}" == "team");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_axes_and_color_of_parallel_coordinates()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}/parallel?q=metrics.loss > 1");

        await page.Locator(".picker summary").First.ClickAsync();
        await page.GetByLabel("metrics.epoch", new() { Exact = true }).UncheckAsync();
        await page.GetByLabel("params.lr, log").CheckAsync();
        await page.GetByLabel("metrics.loss, flip").CheckAsync();
        await page.GetByLabel("Color", new() { Exact = true }).SelectOptionAsync("params.lr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these" }).ClickAsync();
        await page.WaitForAddress("**color=params.lr**");

        var plot = await AssertSame(page, "run-plot[data-ready]", Plot);
        Assert.Contains("3 runs", $"{plot[0]}");
        Assert.True(plot.GetArrayLength() > 2, "it has no canvas");
        Assert.Empty(tab.Errors);
    }

    /// <summary>Opens the address of a page in another browser, and returns what both show.</summary>
    /// <param name="page">The page.</param>
    /// <param name="ready">What a page has that shows everything.</param>
    /// <param name="expression">Reads what a page shows.</param>
    private async Task<JsonElement> AssertSame(IPage page, string ready, string expression)
    {
        await using var other = await browser.Open(Api.Address);
        await other.Page.GotoAsync(page.Url);
        foreach (var each in new[] { page, other.Page }) await each.Locator(ready).First.WaitForAsync();
        var shown = await page.EvaluateAsync<JsonElement>(expression);

        Assert.Equal($"{shown}", $"{await other.Page.EvaluateAsync<JsonElement>(expression)}");
        return shown;
    }

    private async Task<string> Fill()
    {
        var experiment = await Api.CreateExperiment($"shared {Guid.NewGuid():N}");
        for (var i = 1; i <= 4; i++) await Start(experiment, i);
        return experiment.ExperimentId;
    }

    private async Task Start(Experiment experiment, int loss)
    {
        var run = await Api.StartRun(new NewRun(
            experiment.ExperimentId, $"run-{loss}",
            Params: new Dictionary<string, string> { ["lr"] = $"0.{loss}", ["opt"] = loss % 2 == 0 ? "sgd" : "adam" },
            Tags: new Dictionary<string, string> { ["team"] = "risk" }));
        await Api.Log(run.RunId, new RunBatch(
        [
            .. Enumerable.Range(0, 10).SelectMany(step => new MetricPoint[]
            {
                new("loss", loss + 9 - step, step, step), new("epoch", step / 2.0, step, step),
            }),
        ]));
        await Api.EndRun(run.RunId);
    }
}
