using Microsoft.Playwright;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>A reader with a phone: no page is wider than its screen.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class PhoneTests(EmbeddedStack stack, Browser browser)
{
    // The links must leave the screen to the page.
    private const int LinksHeightMax = 120;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task Runs_charts_files_and_models_are_read_on_a_phone()
    {
        var experiment = await Api.CreateExperiment($"phone {Guid.NewGuid():N}");
        var run = await Api.StartRun(new NewRun(
            experiment.ExperimentId, $"run-{Guid.NewGuid():N}",
            Params: new Dictionary<string, string> { ["path"] = new('x', 300) },
            Tags: new Dictionary<string, string> { ["team"] = new('y', 300) }));
        await Api.Log(run.RunId, new RunBatch(
            [.. Enumerable.Range(0, 20).Select(i => new MetricPoint($"metric-{i}", i, 1))]));
        using var saved = await Api.Http.PutAsync(
            $"/api/v1/runs/{run.RunId}/artifacts/notes.txt", new StringContent(new string('z', 300)));
        Assert.True(saved.IsSuccessStatusCode);
        var model = $"phone-{Guid.NewGuid():N}";
        await Api.Register(model, new NewModelVersion(ArtifactMode: ArtifactMode.None, SourceRunId: run.RunId));
        await using var tab = await browser.Open(Api.Address, isPhone: true);
        var page = tab.Page;

        await page.GotoAsync("/");
        await AssertFits("Home");
        await Tap("Experiments");
        await AssertFits("Experiments");
        await Tap(experiment.Name);
        await page.Locator("runs-table[data-ready]").WaitForAsync();
        await AssertFits(experiment.Name);
        await Tap("Charts");
        await page.Locator("metric-chart[data-ready]").First.WaitForAsync();
        await AssertFits(experiment.Name);
        await page.GoBackAsync();
        await page.Locator("runs-table[data-ready]").WaitForAsync();
        await Tap(run.Name);
        await AssertFits(run.Name);
        await page.Locator("metric-chart[data-ready]").First.WaitForAsync();
        await AssertFits(run.Name);
        await Tap("notes.txt");
        await AssertFits("notes.txt");
        await Tap("Models");
        await AssertFits("Models");
        await Tap(model);
        await AssertFits(model);
        await page.Locator($"a[href='models/{model}/versions/1']").First.TapAsync();
        await page.WaitForAddress("**/versions/1");
        await AssertFits(model);
        await page.GotoAsync("/trash");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Trash" })).ToBeInViewportAsync();
        Assert.Empty(tab.Errors);

        Task Tap(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.TapAsync();

        async Task AssertFits(string title)
        {
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(title);
            Assert.True(
                await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= Browser.PhoneWidth, page.Url);
            var links = await page.Locator(".rail").BoundingBoxAsync();
            Assert.InRange(links!.Height, 1, LinksHeightMax);
        }
    }
}
