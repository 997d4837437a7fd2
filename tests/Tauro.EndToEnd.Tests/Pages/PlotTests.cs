using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The plots of many runs in a real browser.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class PlotTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task Dragging_along_an_axis_selects_runs()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync(
            $"/experiments/{experiment.ExperimentId}/parallel"
            + "?axis=params.lr&axis=params.opt&axis=metrics.loss&log=params.lr");
        await Assertions.Expect(page.Locator("run-plot > p").First).ToHaveTextAsync(
            "5 runs, 1 without a value on each axis, color: loss from 1 (blue) to 4 (orange)");

        // The upper half of the last axis: losses of 3 and 4.
        await Drag(page, (1, 0), (1, 0.5f), -60);

        await Assertions.Expect(page.Locator("run-plot h2")).ToHaveTextAsync("2 of 5 runs selected");
        await Assertions.Expect(page.Locator("run-plot tbody th")).ToHaveTextAsync(["run-4", "run-3"]);
        await Assertions.Expect(page.Locator("run-plot tbody td")).ToHaveTextAsync(
            ["0.0001", "sgd", "4", "0.001", "adam", "3"]);

        // A run that is pointed at is painted without the others.
        await page.EvaluateAsync("""
            () => {
              const { stroke } = CanvasRenderingContext2D.prototype;
              window.strokes = 0;
              CanvasRenderingContext2D.prototype.stroke = function () { window.strokes++; stroke.call(this); };
            }
            """);
        var area = (await page.Locator("run-plot .area").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(area.X + area.Width - 60, area.Y + 34);
        await Assertions.Expect(page.Locator("run-plot .hint")).ToContainTextAsync("run-4: lr 0.0001, opt sgd, loss 4");
        await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        Assert.Equal(1, await page.EvaluateAsync<int>("window.strokes"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Show in the table of runs" }).ClickAsync();
        await page.WaitForAddress("**q=attributes.run_id**");
        await Assertions.Expect(page.Locator("table.runs tbody th a")).ToHaveTextAsync(["run-4", "run-3"]);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Dragging_over_a_scatter_plot_selects_runs_to_compare()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/scatter?q=metrics.loss < 4");
        await Assertions.Expect(page.Locator("run-plot > p").First).ToHaveTextAsync("3 runs");

        await page.GetByLabel("X", new() { Exact = true }).SelectOptionAsync("params.lr");
        await page.GetByLabel("Color").SelectOptionAsync("metrics.loss");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.WaitForAddress("**color=metrics.loss**");
        await Assertions.Expect(page.Locator("run-plot > p").First).ToContainTextAsync("color: loss from 1");
        await Drag(page, (0, 0), (1, 1), 0);
        await Assertions.Expect(page.Locator("run-plot h2")).ToHaveTextAsync("3 of 3 runs selected");
        await page.Locator("run-plot .area").ClickAsync();
        await Assertions.Expect(page.Locator("run-plot h2")).ToHaveCountAsync(0);
        await Drag(page, (0, 0.6f), (1, 1), 0);
        await Assertions.Expect(page.Locator("run-plot tbody th")).ToHaveTextAsync(["run-1"]);
        await Drag(page, (0, 0), (1, 1), 0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Compare 3 runs");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Fields_select_runs_by_their_values_without_a_pointer()
    {
        var experiment = await Fill();
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync(
            $"/experiments/{experiment.ExperimentId}/parallel?axis=params.lr&axis=params.opt&axis=metrics.loss");

        await page.GetByText("Select by values").PressAsync("Enter");
        await page.GetByLabel("loss from", new() { Exact = true }).FillAsync("2");
        await page.GetByLabel("loss from", new() { Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("run-plot tbody th")).ToHaveTextAsync(["run-4", "run-3", "run-2"]);
        await page.GetByLabel("opt", new() { Exact = true }).SelectOptionAsync("adam");
        await Assertions.Expect(page.Locator("run-plot tbody th")).ToHaveTextAsync(["run-3"]);
        await Assertions.Expect(page.Locator("run-plot .hint")).ToHaveTextAsync("1 run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("run-plot h2")).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("parallel"), InlineData("scatter")]
    public async Task Without_enough_axes_a_page_names_those_that_there_are(string plot)
    {
        var experiment = await Api.CreateExperiment($"plots {Guid.NewGuid():N}");
        await Start(experiment, 1, "adam", 0.1);
        await Start(experiment, 1, "adam", 0.1);

        var page = WebUtility.HtmlDecode(
            await Api.Http.GetStringAsync($"/experiments/{experiment.ExperimentId}/{plot}"));
        var odd = await Api.Http.GetAsync(
            $"/experiments/{experiment.ExperimentId}/{plot}?axis=tags.x&axis=&x=y&log=%00&color=metrics.none&q=((");
        var missing = await Api.Http.GetAsync($"/experiments/999999999/{plot}");

        Assert.Contains("Too few axes", page);
        Assert.Contains("metrics.loss", page);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (odd.StatusCode, missing.StatusCode));
    }

    /// <summary>Runs with the losses 1 to 4, and one without.</summary>
    private async Task<Experiment> Fill()
    {
        var experiment = await Api.CreateExperiment($"plots {Guid.NewGuid():N}");
        await Api.StartRun(new NewRun(experiment.ExperimentId, "run-0"));
        for (var i = 1; i <= 4; i++) await Start(experiment, i, i % 2 == 0 ? "sgd" : "adam", Math.Pow(10, -i));
        return experiment;
    }

    private async Task Start(Experiment experiment, int loss, string optimizer, double rate)
    {
        var run = await Api.StartRun(new NewRun(
            experiment.ExperimentId, $"run-{loss}", StartTime: 1_764_000_000_000 + loss,
            Params: new Dictionary<string, string>
            {
                ["opt"] = optimizer, ["lr"] = rate.ToString(CultureInfo.InvariantCulture),
            }));
        await Api.Log(run.RunId, new RunBatch([new MetricPoint("loss", loss, 1)]));
    }

    /// <summary>Drags between two corners of the plot, given as parts of its width and height.</summary>
    private static async Task Drag(IPage page, (float X, float Y) from, (float X, float Y) to, float right)
    {
        await page.Locator("run-plot[data-ready]").WaitForAsync();
        var area = page.Locator("run-plot .area");
        await area.ScrollIntoViewIfNeededAsync();
        var box = (await area.BoundingBoxAsync())!;
        (float X, float Y) At((float X, float Y) part) => (
            box.X + 4 + (part.X * (box.Width - 8)) + right, box.Y + 4 + (part.Y * (box.Height - 8)));
        await page.Mouse.MoveAsync(At(from).X, At(from).Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(At(to).X, (At(from).Y + At(to).Y) / 2);
        await page.Mouse.MoveAsync(At(to).X, At(to).Y);
        await page.Mouse.UpAsync();
    }
}
