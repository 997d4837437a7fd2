using System.Net;
using Microsoft.Playwright;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The pages of operations, without JavaScript.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class OperationPageTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task A_deleted_run_is_purged_once_its_name_is_typed_and_another_one_is_restored()
    {
        var experiment = await Api.CreateExperiment($"trash {Guid.NewGuid():N}");
        var kept = await Delete(experiment.ExperimentId, "kept");
        var purged = await Delete(experiment.ExperimentId, "purged");
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/trash");

        await Select(page, purged);
        await page.GetByText("Purge selected").ClickAsync();
        await page.GetByLabel("Type the name").FillAsync("kept");
        await page.GetByLabel("Type the name").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Type purged");
        await page.GetByLabel("Type the name").FillAsync("purged");
        await Click(page, "Purge");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 purged");
        await Select(page, kept);
        await Click(page, "Restore selected");

        await page.WaitForAddress("**/trash?kind=runs");
        Assert.Equal(0, await page.Locator($"input[value='{kept}']").CountAsync());
        await Api.GetRun(new(kept));
        using var gone = await Api.Http.GetAsync($"/api/v1/runs/{purged}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_retention_policy_is_previewed_saved_and_deleted()
    {
        var name = $"keep-{Guid.NewGuid():N}";
        var experiment = await Api.CreateExperiment(name);
        foreach (var run in new[] { "old", "new" })
            await Api.EndRun((await Api.StartRun(new NewRun(experiment.ExperimentId, run))).RunId);
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/retention");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Experiments, by name").FillAsync(name);
        await page.GetByLabel("Keep the newest").FillAsync("one");
        await Click(page, "Save");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("enter an integer");
        await page.GetByLabel("Keep the newest").FillAsync("1");
        await Click(page, "Preview with it");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Preview" }))
            .ToContainTextAsync("1 are newer");
        await Click(page, "Save");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
        await Click(page, $"Delete {name}");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_trail_is_verified_on_the_page_of_its_entries()
    {
        await Api.CreateExperiment($"verified {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/trail");

        await Click(page, "Verify");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Intact");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Entries" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_hold_is_set_and_released()
    {
        var experiment = await Api.CreateExperiment($"held {Guid.NewGuid():N}");
        var resource = $"experiments/{experiment.ExperimentId}";
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/retention");

        await page.GetByLabel("Resource").FillAsync("nothing/1");
        await page.GetByLabel("Reason").FillAsync("Case 7");
        await Click(page, "Put on hold");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no resource that can be on hold");
        await page.GetByLabel("Resource").FillAsync(resource);
        await Click(page, "Put on hold");
        await Assertions.Expect(page.GetByText("Case 7")).ToBeVisibleAsync();
        using var refused = await Api.Http.DeleteAsync($"/api/v1/{resource}");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await Click(page, $"Release {resource}");
        await Assertions.Expect(page.GetByText("Case 7")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_policy_is_set_as_JSON_and_each_version_can_be_read()
    {
        var name = $"gate-{Guid.NewGuid():N}";
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/policies");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Content").FillAsync("""{"gate": "PRODUCTION", "rules": [{"type": "GUESS"}]}""");
        await Click(page, "Save");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("$.rules[0].type");
        foreach (var rule in new[] { "NO_PICKLE", "SIGNATURE" })
        {
            await page.GetByLabel("Content").FillAsync(
                $$"""{"gate": "PRODUCTION", "scope": {"name": "{{name}}"}, "rules": [{"type": "{{rule}}"}]}""");
            await Click(page, "Save");
            await page.WaitForAddress($"**/policies/{name}");
            await page.GetByText("Replace").ClickAsync();
        }

        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Signature");
        await page.GetByRole(AriaRole.Link, new() { Name = "1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("No pickle");
    }

    [Fact]
    public async Task A_metric_rule_is_created_and_deleted()
    {
        var experiment = await Api.CreateExperiment($"rules {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync($"/metric-rules?experiment={experiment.ExperimentId}");

        await page.GetByLabel("Metric", new() { Exact = true }).FillAsync("loss");
        await page.GetByLabel("Operator").SelectOptionAsync("Above");
        await Click(page, "Create");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("value");
        await page.GetByLabel("Value").FillAsync("2.5");
        await Click(page, "Create");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("loss above 2.5");
        await Click(page, "Delete the rule loss above 2.5");
        await Assertions.Expect(page.GetByText("None yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_webhook_is_created_disabled_and_deleted()
    {
        var name = $"hook-{Guid.NewGuid():N}";
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;
        await page.GotoAsync("/settings");

        await page.Locator("#webhooks").GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Address").FillAsync("http://127.0.0.1/x");
        await page.GetByLabel("prompt.created").CheckAsync();
        await Click(page, "Create");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("URL");
        await page.GetByLabel("Address").FillAsync("https://1.1.1.1/x");
        await Click(page, "Create");
        await Click(page, $"Disable {name}");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Enable {name}" }).WaitForAsync();
        await Click(page, $"Delete {name}");
        await Assertions.Expect(page.GetByText(name)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/events?type=none", 400), InlineData("/events?page=-1", 400), InlineData("/events/dead/none", 404)]
    [InlineData("/events/dead?page=x", 400), InlineData("/trail?command=none", 400), InlineData("/trail?page=x", 400)]
    [InlineData("/trash?page=x", 400), InlineData("/policies/none", 404), InlineData("/policies?page=x", 400)]
    [InlineData("/retention?preview=true&name=x&keep_days=x", 400)]
    [InlineData("/retention?preview=true&keep_days=1", 400)]
    [InlineData("/metric-rules?page=x", 400)]
    [InlineData("/retention?preview=true&page=x", 400), InlineData("/prompts/none", 404)]
    [InlineData("/traces/none", 404)]
    [InlineData("/traces?sort=none", 400), InlineData("/datasets/none", 404), InlineData("/datasets?page=x", 400)]
    public async Task Bad_input_is_a_page_with_the_status_of_the_problem(string path, int status)
    {
        using var response = await Api.Http.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("<h1", await response.Content.ReadAsStringAsync());
    }

    private async Task<string> Delete(ExperimentId experiment, string name)
    {
        var run = await Api.StartRun(new NewRun(experiment, name));
        using var deleted = await Api.Http.DeleteAsync($"/api/v1/runs/{run.RunId}");
        Assert.True(deleted.IsSuccessStatusCode);
        return run.RunId;
    }

    private static Task Select(IPage page, string id) => page.Locator($"input[value='{id}']").CheckAsync();

    private static Task Click(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
