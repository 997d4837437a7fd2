using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The charts of an experiment in a real browser.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ChartTests(EmbeddedStack stack, Browser browser)
{
    private const int MountsMax = 24;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task A_chart_has_a_line_of_each_run_and_the_tabs_keep_the_filter()
    {
        var experiment = await Create();
        await Start(experiment, "first", ("train/loss", [3, 2, 1]), ("auc", [1]));
        await Start(experiment, "second", ("train/loss", [4, 3, 2]));
        await Start(experiment, "third", ("train/loss", [9, 9, 9]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/experiments/{experiment.ExperimentId}?q=metrics.`train/loss` < 5&sort=name");
        await page.GetByRole(AriaRole.Link, new() { Name = "Charts" }).ClickAsync();
        await page.WaitForAddress("**/charts?q=**sort=name");

        await Says(page, "train/loss", "6 points");
        Assert.Equal(["first", "second"], await Lines(page, "train/loss"));
        await Says(page, "auc", "1 point");
        Assert.Equal(["first"], await Lines(page, "auc"));
        Assert.Equal(
            ["train", "Without prefix"],
            (await page.Locator(".section summary").AllTextContentsAsync()).Select(WithoutCount).Order().Reverse());
        await page.GetByLabel("Keep second").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show only these" }).ClickAsync();
        await page.WaitForAddress("**run_id=**");
        await Says(page, "train/loss", "3 points");
        Assert.Equal(["second"], await Lines(page, "train/loss"));
        Assert.Empty(tab.Errors);

        static string WithoutCount(string title) => title.Trim()[..title.Trim().LastIndexOf(' ')].Trim();
    }

    [Fact]
    public async Task The_controls_are_in_the_address_and_what_is_not_drawn_is_counted()
    {
        var experiment = await Create();
        await Start(
            experiment, "run", ("loss", [-1, 0, 1, double.NaN, 10]), ("epoch", [1, 1, 2, 2, 3]), ("other", [1]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts");
        await page.GetByLabel("Metrics").FillAsync("LOSS");
        await page.GetByLabel("X axis").SelectOptionAsync("metrics.epoch");
        await page.GetByLabel("Log y").CheckAsync();
        await page.GetByLabel("Smoothing").FillAsync("0.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.WaitForAddress("**logy=true**");

        await Says(page, "loss", "5 points, 1 not finite, 2 ≤ 0 not drawn");
        Assert.Equal(1, await page.Locator("metric-chart").CountAsync());
        Assert.Equal("log", await Evaluate<string>(page, "loss", "chart.getOption().yAxis[0].type"));
        Assert.Equal(2, await Evaluate<int>(page, "loss", "chart.getOption().series.length"));
        Assert.Equal(
            [null, null, 2, 2, 3],
            await Evaluate<double?[]>(
                page, "loss", "chart.getOption().series[1].data.map((p, i) => i < 2 ? p[1] : p[0])"));
        Assert.Empty(tab.Errors);

        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts?smooth=much&x=y&from=1.5");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("x is “y”");
    }

    [Fact]
    public async Task A_range_that_is_dragged_is_read_again_with_all_its_points()
    {
        var experiment = await Create();
        await Start(experiment, "long", ("loss", [.. Enumerable.Range(0, 5_000).Select(i => (double)(i % 7))]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts");
        await Says(page, "loss", "5,000 steps → 1,000 points, least, greatest and last of each 32 steps kept");

        var canvas = (await Chart(page, "loss").Locator(".canvas").BoundingBoxAsync())!;
        async Task<float> PixelAt(int step) => canvas.X + await Evaluate<float>(
            page, "loss", $"chart.convertToPixel({{ xAxisIndex: 0 }}, {step})");
        var (from, to) = (await PixelAt(1_000), await PixelAt(1_500));
        var zoomed = page.WaitForRequestAsync(request => request.Url.Contains("min_step="));
        await page.Mouse.MoveAsync(from, canvas.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from + 20, canvas.Y + 45);
        await page.Mouse.MoveAsync(to, canvas.Y + 50);
        await page.Mouse.UpAsync();

        var request = (await zoomed).Url;
        await Assertions.Expect(Note(page, "loss")).ToHaveTextAsync(new Regex(@"^[345]\d\d points$"));
        Assert.Contains("max_step=", request);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset zoom" }).ClickAsync();
        await Says(page, "loss", "5,000 steps → 1,000 points, least, greatest and last of each 32 steps kept");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Reset zoom" }).CountAsync());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Keys_move_a_cursor_over_the_points_and_zoom_around_it()
    {
        var experiment = await Create();
        await Start(experiment, "long", ("loss", [.. Enumerable.Range(0, 101).Select(i => (double)(2 * i))]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts");
        await Says(page, "loss", "101 points");
        var (chart, cursor) = (Chart(page, "loss"), Chart(page, "loss").Locator(".cursor"));

        await chart.FocusAsync();
        await Press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "ArrowLeft");
        await Reads("step 10: 20");
        await Assertions.Expect(cursor).ToBeVisibleAsync();
        await Press("End");
        await Reads("step 100: 200");
        await Press("Home", "+");
        await Says(page, "loss", "51 points");
        await Press("End");
        await Reads("step 50: 100");
        await Press("+");
        await Says(page, "loss", "26 points");
        await Press("-", "0");
        await Says(page, "loss", "101 points");
        await Press("Escape");
        await Assertions.Expect(cursor).ToBeHiddenAsync();
        await Assertions.Expect(chart).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);

        async Task Press(params string[] keys)
        {
            foreach (var key in keys) await page.Keyboard.PressAsync(key);
        }

        Task Reads(string point) => Assertions.Expect(chart.GetByRole(AriaRole.Status)).ToHaveTextAsync(point);
    }

    [Fact]
    public async Task Pointing_at_a_run_highlights_it_in_each_chart_and_in_the_table()
    {
        var experiment = await Create();
        var low = await Start(experiment, "low", ("a", [1, 1, 1]), ("b", [1, 2, 3]));
        var high = await Start(experiment, "high", ("a", [2, 2, 2]), ("b", [3, 2, 1]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts");
        await Says(page, "a", "6 points");
        await Says(page, "b", "6 points");

        await page.Locator($"[data-run-row='{low.RunId}']").HoverAsync();
        await Assertions.Expect(page.Locator($"metric-chart[data-lit='{low.RunId}']")).ToHaveCountAsync(2);

        await Chart(page, "a").ScrollIntoViewIfNeededAsync();
        var canvas = (await Chart(page, "a").Locator(".canvas").BoundingBoxAsync())!;
        var at = await Evaluate<float[]>(
            page, "a", "chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [1.5, 2])");
        await page.Mouse.MoveAsync(canvas.X + at[0] - 30, canvas.Y + at[1]);
        await page.Mouse.MoveAsync(canvas.X + at[0], canvas.Y + at[1]);
        await Assertions.Expect(page.Locator($"[data-run-row='{high.RunId}']")).ToHaveClassAsync("lit");
        await Assertions.Expect(page.Locator($"metric-chart[data-lit='{high.RunId}']")).ToHaveCountAsync(2);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Of_500_charts_only_those_near_the_view_are_drawn()
    {
        var experiment = await Create();
        await Start(
            experiment, "wide",
            [.. Enumerable.Range(0, 500).Select(i => ($"m{i:D3}", (IReadOnlyList<double>)[i, i + 1, i + 2]))]);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment.ExperimentId}/charts");

        await Assertions.Expect(page.Locator("metric-chart")).ToHaveCountAsync(500);
        foreach (var key in new[] { "m000", "m090", "m250", "m499", "m000" })
        {
            await Chart(page, key).ScrollIntoViewIfNeededAsync();
            await Says(page, key, "3 points");
            Assert.InRange(await page.Locator("metric-chart canvas").CountAsync(), 1, MountsMax);
        }

        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("/experiments/{0}/charts"), InlineData("/runs/{1}")]
    public async Task The_chart_of_a_running_run_grows_in_place(string path)
    {
        var experiment = await Create();
        var run = await Start(experiment, "running", ("loss", [3, 2]));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync(string.Format(CultureInfo.InvariantCulture, path, experiment.ExperimentId, run.RunId));
        await Says(page, "loss", "2 points");
        await Chart(page, "loss").EvaluateAsync("element => element.querySelector('canvas').before = true");

        await Api.Log(run.RunId, new RunBatch([new MetricPoint("loss", 1, 2, 2), new("loss", 0, 3, 3)]));

        await Says(page, "loss", "4 points");
        Assert.True(await Chart(page, "loss").EvaluateAsync<bool>("element => element.querySelector('canvas').before"));
        Assert.Empty(tab.Errors);
    }

    private static ILocator Chart(IPage page, string metric) => page.Locator($"metric-chart[data-metric='{metric}']");

    private static ILocator Note(IPage page, string metric) => Chart(page, metric).Locator(".fidelity span");

    private static Task Says(IPage page, string metric, string note) =>
        Assertions.Expect(Note(page, metric)).ToHaveTextAsync(note);

    private static Task<T> Evaluate<T>(IPage page, string metric, string expression) =>
        Chart(page, metric).EvaluateAsync<T>($"element => element.{expression}");

    private static async Task<IEnumerable<string>> Lines(IPage page, string metric) =>
        (await Evaluate<string[]>(page, metric, "chart.getOption().series.map(series => series.name)")).Order();

    private Task<Experiment> Create() => Api.CreateExperiment($"charts {Guid.NewGuid():N}");

    private async Task<Run> Start(
        Experiment experiment, string name, params (string Key, IReadOnlyList<double> Values)[] metrics)
    {
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, name));
        var points = metrics.SelectMany(metric =>
            metric.Values.Select((value, step) => new MetricPoint(metric.Key, value, step, step)));
        foreach (var batch in points.Chunk(1_000)) await Api.Log(run.RunId, new RunBatch(batch));
        return run;
    }
}
