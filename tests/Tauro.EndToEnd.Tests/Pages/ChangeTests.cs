using System.Net;
using Microsoft.Playwright;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>What people change on the pages.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ChangeTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_run_is_renamed_tagged_described_stopped_deleted_and_brought_back(bool hasJavaScript)
    {
        var experiment = await Api.CreateExperiment($"changed {Guid.NewGuid():N}");
        var run = await Api.StartRun(new NewRun(experiment.ExperimentId, "before"));
        await using var tab = await browser.Open(Api.Address, hasJavaScript);
        var page = tab.Page;
        await page.GotoAsync($"/runs/{run.RunId}");

        await page.Locator("summary", new() { HasTextString = "Rename" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("after");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("after");

        var tags = page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Tags" }) });
        await tags.GetByText("Edit").ClickAsync();
        await tags.GetByLabel("Key").FillAsync("team");
        await tags.GetByLabel("Value").FillAsync("risk");
        await tags.GetByRole(AriaRole.Button, new() { Name = "Set tag" }).ClickAsync();
        await Assertions.Expect(tags.Locator("th")).ToHaveTextAsync(["team"]);

        var note = page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Note" }) });
        await note.GetByText("Write one").ClickAsync();
        await note.GetByLabel("Note").FillAsync("It is **good**. <script>window.attacked = 1</script>");
        await note.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(note.Locator(".prose strong")).ToHaveTextAsync("good");
        await Assertions.Expect(note.Locator(".prose script")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as stopped" }).ClickAsync();
        await Assertions.Expect(page.Locator(".head .chip")).ToHaveTextAsync(["Killed"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Deleted.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.runs tbody a").First).ToHaveTextAsync("after");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task What_the_API_refuses_is_said_in_the_form_and_what_was_typed_stays()
    {
        var experiment = await Api.CreateExperiment($"taken {Guid.NewGuid():N}");
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;

        await page.GotoAsync("/experiments");
        await page.GetByText("New experiment").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(experiment.Name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await Assertions.Expect(page.Locator("form .problem")).ToContainTextAsync(experiment.Name);
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync(experiment.Name);
    }

    [Fact]
    public async Task A_version_is_promoted_once_the_policy_and_a_person_agree()
    {
        var model = $"promoted-{Guid.NewGuid():N}";
        await Api.Send<RegisteredModel>(HttpMethod.Post, "/api/v1/models", new { name = model });
        await Api.Send<ModelVersion>(
            HttpMethod.Post, $"/api/v1/models/{model}/versions", new { artifact_mode = "NONE", registered_by = "ana" });
        await Api.Send<object>(HttpMethod.Put, $"/api/v1/registry/policies/{model}", new
        {
            gate = "PRODUCTION", scope = new { name = model },
            rules = new[] { new { type = "APPROVALS", people = 1 } },
        });
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/models/{model}/versions/1");
        await page.GetByLabel("Move to").SelectOptionAsync("PRODUCTION");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the verdict" }).ClickAsync();
        await Assertions.Expect(page.Locator("#stage tbody .chip")).ToHaveTextAsync(["Waiting"]);
        await page.Locator("#stage").GetByLabel("Your name").FillAsync("ana");
        await page.GetByRole(AriaRole.Button, new() { Name = "Request approval" }).ClickAsync();

        await page.Locator("li.entry").GetByLabel("Your name").FillAsync("ben");
        await page.GetByLabel("Comment").PressAsync("Enter");
        await Assertions.Expect(page.Locator("li.entry .chip").First).ToHaveTextAsync("Pending");
        Assert.Contains($"{model}, version 1</a>", await Api.Http.GetStringAsync("/"), StringComparison.Ordinal);
        await page.GetByLabel("Decision").SelectOptionAsync("Approve");
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide" }).ClickAsync();
        await Assertions.Expect(page.Locator("li.entry .chip").First).ToHaveTextAsync("Approved");
        await page.GotoAsync($"/models/{model}/versions/1?stage=PRODUCTION");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to Production" }).ClickAsync();
        await Assertions.Expect(page.Locator(".head .chip").First).ToHaveTextAsync("Production");
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = model }))
            .ToContainTextAsync("to Production");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_form_that_its_page_no_longer_has_leads_to_the_page_as_it_is()
    {
        var experiment = await Api.CreateExperiment($"vanished {Guid.NewGuid():N}");
        using var form = new FormUrlEncodedContent([new("_handler", "approval-of-others")]);

        using var response = await Api.Http.PostAsync($"/experiments/{experiment.ExperimentId}", form);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Contains("Nothing was saved", await Api.Http.GetStringAsync(response.Headers.Location));
    }

    [Fact]
    public async Task A_form_of_another_site_changes_nothing()
    {
        var experiment = await Api.CreateExperiment($"foreign {Guid.NewGuid():N}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/experiments/{experiment.ExperimentId}")
        {
            Content = new FormUrlEncodedContent([new("_handler", "experiment")]),
        };
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await Api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(
            Contracts.LifecycleStage.Active,
            (await Api.Get<Experiment>($"/api/v1/experiments/{experiment.ExperimentId}")).LifecycleStage);
    }
}
