using System.Net;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The pages in a real browser, in front of a real stack.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class PageTests(EmbeddedStack stack, Browser browser)
{
    private const string Attack = "<img src=x onerror=window.attacked=1>\"'><script>window.attacked=1</script>";

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task A_reader_sorts_filters_and_compares_runs_and_sees_the_charts_of_one()
    {
        var experiment = await Api.CreateExperiment($"pages {Guid.NewGuid():N}");
        foreach (var (name, loss) in new[] { ("first", 0.5), ("second", 0.25), ("third", 0.75) })
            await Log(await Start(experiment, name), loss);
        var first = Assert.Single((await Api.Send<Page<Run>>(
            HttpMethod.Post, "/api/v1/runs/search", new RunSearch([experiment.ExperimentId], "name = 'first'"))).Items);
        using var file = await Api.Http.PutAsync(
            $"/api/v1/runs/{first.RunId}/artifacts/model/model.pkl", new ByteArrayContent(new byte[9]));
        Assert.True(file.IsSuccessStatusCode);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync("/experiments");
        await page.GetByRole(AriaRole.Link, new() { Name = experiment.Name }).ClickAsync();
        await page.WaitForAddress($"**/experiments/{experiment.ExperimentId}");
        await Shows(page, "third", "second", "first");

        await page.Locator("thead a", new() { HasText = "loss" }).ClickAsync();
        await page.WaitForAddress("**sort=metrics.loss");
        await Shows(page, "second", "first", "third");

        await page.GetByLabel("Filter", new() { Exact = true }).FillAsync("metrics.loss < 0.6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForAddress("**q=metrics.loss**");
        await Shows(page, "second", "first");

        await page.GetByLabel("Select first").CheckAsync();
        await page.GetByLabel("Select second").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare selected" }).ClickAsync();
        await page.WaitForAddress("**/compare**");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        var download = await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href");
        Assert.Equal(2, (await Api.Http.GetStringAsync($"/{download}")).Trim().Split('\n').Length - 1);

        await page.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true }).ClickAsync();
        await page.WaitForAddress("**/runs/*");
        await page.Locator("metric-chart canvas").First.WaitForAsync();
        await Assertions.Expect(page.Locator("metric-chart .fidelity").First).ToHaveTextAsync("10 points");
        await page.GetByRole(AriaRole.Link, new() { Name = "model/" }).ClickAsync();
        await page.WaitForAddress("**path=model");
        await page.GetByRole(AriaRole.Link, new() { Name = "model.pkl" }).WaitForAsync();
        Assert.True(await page.Locator("metric-chart canvas").First.IsVisibleAsync());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_filter_that_is_not_understood_is_marked_where_it_is_wrong()
    {
        var experiment = await Api.CreateExperiment($"marked {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address);

        await tab.Page.GotoAsync($"/experiments/{experiment.ExperimentId}?q=metrics.loss << 1");

        var marked = (await tab.Page.Locator("#filter-error pre").TextContentAsync())!;
        Assert.StartsWith("metrics.loss << 1", marked);
        Assert.Contains("▲", marked);
    }

    [Fact]
    public async Task Everything_but_charts_works_without_JavaScript()
    {
        var experiment = await Api.CreateExperiment($"plain {Guid.NewGuid():N}");
        await Log(await Start(experiment, "one"), 1);
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;

        await page.GotoAsync($"/experiments?name={Uri.EscapeDataString(experiment.Name)}");
        await page.GetByRole(AriaRole.Link, new() { Name = experiment.Name }).ClickAsync();
        await page.GetByLabel("Filter", new() { Exact = true }).FillAsync("metrics.loss > 5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "one", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("one");
    }

    [Fact]
    public async Task What_clients_write_is_text_on_every_page()
    {
        var experiment = await Api.Send<Experiment>(
            HttpMethod.Post, "/api/v1/experiments",
            new NewExperiment(
                $"{Attack} {Guid.NewGuid():N}", Attack, new Dictionary<string, string> { ["k"] = Attack }));
        var run = await Api.StartRun(new NewRun(
            experiment.ExperimentId, Attack, UserId: Attack, Note: Attack,
            Params: new Dictionary<string, string> { ["p"] = Attack },
            Tags: new Dictionary<string, string> { ["t"] = Attack }));
        await Log(run, 1);
        var other = await Start(experiment, "other");
        var model = $"attack-{Guid.NewGuid():N}";
        await Api.Send<RegisteredModel>(
            HttpMethod.Post, "/api/v1/models",
            new { name = model, description = Attack, tags = new { t = Attack } });
        await Api.Send<ModelVersion>(
            HttpMethod.Post, $"/api/v1/models/{model}/versions",
            new { artifact_mode = "NONE", description = Attack, registered_by = Attack, tags = new { t = Attack } });
        await using var tab = await browser.Open(Api.Address);

        string[] paths =
        [
            "/", "/experiments", $"/experiments/{experiment.ExperimentId}?col=tags.t&col=params.p",
            $"/experiments/{experiment.ExperimentId}?q={Uri.EscapeDataString(Attack)}",
            $"/experiments?name={Uri.EscapeDataString(Attack)}", $"/runs/{run.RunId}",
            $"/compare?run_id={run.RunId}&run_id={other.RunId}", "/models", $"/models/{model}",
            $"/models/{model}/versions/1", $"/models/{model}/versions/1?stage=PRODUCTION", "/system",
            $"/experiments/{experiment.ExperimentId}?pick=true", $"/experiments/{experiment.ExperimentId}?tree=true",
            $"/experiments/{experiment.ExperimentId}?group=params.p", $"/search?q={Uri.EscapeDataString("<img")}",
            $"/experiments/{experiment.ExperimentId}?base={run.RunId}", "/approvals",
            $"/experiments/{experiment.ExperimentId}/charts?metric={Uri.EscapeDataString(Attack)}",
            $"/experiments/{experiment.ExperimentId}/charts?smooth={Uri.EscapeDataString(Attack)}",
            $"/experiments/{experiment.ExperimentId}/parallel?axis=params.p&axis=metrics.loss",
            $"/experiments/{experiment.ExperimentId}/parallel?axis=params.{Uri.EscapeDataString(Attack)}",
            $"/experiments/{experiment.ExperimentId}/scatter?x=metrics.{Uri.EscapeDataString(Attack)}",
            .. await FilledPages.Fill(Api, experiment.ExperimentId, Attack),
        ];
        foreach (var path in paths)
        {
            await tab.GoTo(path);
            Assert.False(await tab.Page.EvaluateAsync<bool>("'attacked' in window"), path);
            Assert.Equal(0, await tab.Page.Locator("main img, main script").CountAsync());
        }

        Assert.DoesNotContain(tab.Errors, error => error.Contains("Content Security Policy"));
    }

    [Fact]
    public async Task The_links_that_MLflow_s_clients_print_lead_to_the_pages()
    {
        var experiment = await Api.CreateExperiment($"links {Guid.NewGuid():N}");
        var run = await Start(experiment, "linked");
        await using var tab = await browser.Open(Api.Address);

        await tab.Page.GotoAsync($"/#/experiments/{experiment.ExperimentId}/runs/{run.RunId}");

        await tab.Page.WaitForAddress($"**/runs/{run.RunId}");
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("linked");
    }

    [Fact]
    public async Task The_deleted_runs_stay_in_view_when_they_are_filtered()
    {
        var experiment = await Api.CreateExperiment($"deleted {Guid.NewGuid():N}");
        var run = await Start(experiment, "gone");
        await Start(experiment, "kept");
        using var deleted = await Api.Http.DeleteAsync($"/api/v1/runs/{run.RunId}");
        Assert.True(deleted.IsSuccessStatusCode);
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);

        await tab.Page.GotoAsync($"/experiments/{experiment.ExperimentId}?deleted=true&x=1");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();

        await Shows(tab.Page, "gone");
        using var unknown = await Api.Http.GetAsync($"/experiments/{experiment.ExperimentId}?deleted=perhaps");
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
    }

    [Theory]
    [InlineData("/experiments/999999999"), InlineData("/runs/none"), InlineData("/models/none")]
    [InlineData("/models/none/versions/1"), InlineData("/experiments/1/none")]
    public async Task What_there_is_not_is_a_page_with_status_404(string path)
    {
        using var response = await Api.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until the table has these runs: a link changes the address before it changes the page.</summary>
    private static Task Shows(IPage page, params string[] names) =>
        Assertions.Expect(page.Locator("table.runs tbody th a")).ToHaveTextAsync(names);

    private Task<Run> Start(Experiment experiment, string name) =>
        Api.StartRun(new NewRun(experiment.ExperimentId, name));

    private Task Log(Run run, double loss) => Api.Log(run.RunId, new RunBatch(
        Metrics: [.. Enumerable.Range(0, 10).Select(i => new MetricPoint("loss", loss + 9 - i, i, i))]));
}
