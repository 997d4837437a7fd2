using System.Globalization;
using Microsoft.Playwright;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>Pages of things as they were at a time.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class PastTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_model_its_version_and_its_run_are_shown_as_they_were(bool hasJavaScript)
    {
        var experiment = await Api.CreateExperiment($"past {Guid.NewGuid():N}");
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, "source"));
        await Api.Log(run.RunId, new RunBatch(Tags: new Dictionary<string, string> { ["state"] = "then" }));
        var model = $"past-{Guid.NewGuid():N}";
        await Api.Register(model, new NewModelVersion(SourceRunId: run.RunId, ArtifactMode: ArtifactMode.None));
        await Api.Send(HttpMethod.Put, $"/api/v1/models/{model}/aliases/champion", new AliasTarget { Version = 1 });
        await Api.Send(HttpMethod.Patch, $"/api/v1/models/{model}", new ModelChange(Description: "written then"));
        // The input of the page has seconds.
        await Task.Delay(1_100);
        var then = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        await Task.Delay(1_100);
        await Api.Register(model, new NewModelVersion(SourceRunId: run.RunId, ArtifactMode: ArtifactMode.None));
        await Api.Send(HttpMethod.Put, $"/api/v1/models/{model}/aliases/champion", new AliasTarget { Version = 2 });
        await Api.Send(HttpMethod.Patch, $"/api/v1/models/{model}", new ModelChange(Description: "written now"));
        await Api.Log(run.RunId, new RunBatch(Tags: new Dictionary<string, string> { ["state"] = "now" }));
        await using var tab = await browser.Open(Api.Address, hasJavaScript);
        var page = tab.Page;
        await page.GotoAsync($"/models/{model}");
        var champion = page.Locator("table.pairs tr", new() { HasText = "champion" });
        await Assertions.Expect(champion).ToContainTextAsync("version 2");

        await page.GetByText("As of…").ClickAsync();
        await page.GetByLabel("Time (UTC)").FillAsync(then);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync($"As it was at {then}");
        await Assertions.Expect(page.GetByText("written then")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("table.list tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("form[method=post]")).ToHaveCountAsync(0);
        await champion.GetByRole(AriaRole.Link, new() { Name = "version 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{model}, version 1");
        await page.Locator("dl.facts a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("source");
        await Assertions.Expect(page.Locator("table.pairs tr", new() { HasText = "state" })).ToContainTextAsync("then");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the present" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.pairs tr", new() { HasText = "state" })).ToContainTextAsync("now");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task An_invalid_time_is_reported_with_a_link_to_the_present()
    {
        var experiment = await Api.CreateExperiment($"past {Guid.NewGuid():N}");
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, "source"));
        await using var tab = await browser.Open(Api.Address);

        var response = await tab.Page.GotoAsync($"/runs/{run.RunId}?as_of=yesterday");

        Assert.Equal(400, response!.Status);
        await Assertions.Expect(tab.Page.GetByText("as_of is 'yesterday'")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Show the present" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("source");
    }
}
