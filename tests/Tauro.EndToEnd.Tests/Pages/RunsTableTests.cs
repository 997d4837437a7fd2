using Microsoft.Playwright;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The table of an experiment's runs, with JavaScript and without.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class RunsTableTests(EmbeddedStack stack, Browser browser)
{
    private const int Many = 250;
    private const int CellsMax = 1_500;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task All_runs_are_in_one_table_of_which_only_the_visible_part_is_in_the_document()
    {
        var experiment = await Create();
        foreach (var number in Enumerable.Range(0, Many))
            await Start(experiment, $"run {number:D3}", number, [.. Enumerable.Range(0, 40).Select(i => $"m{i:D2}")]);
        var columns = string.Concat(Enumerable.Range(0, 40).Select(i => $"&col=metrics.m{i:D2}"));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/experiments/{experiment}?sort=name{columns}");
        await Ready(page);
        await Assertions.Expect(page.Locator("[data-count]")).ToHaveTextAsync($"{Many} runs");
        Assert.Equal($"{Many + 1}", await page.Locator("table.runs").GetAttributeAsync("aria-rowcount"));

        await page.Locator(".scroll").EvaluateAsync("scroll => scroll.scrollTo(0, scroll.scrollHeight)");
        await Assertions.Expect(page.Locator($"tr[data-row='{Many - 1}'] th")).ToHaveTextAsync($"run {Many - 1}");
        Assert.Equal(0, await page.Locator("tr[data-row='0']").CountAsync());
        await page.Locator(".scroll").EvaluateAsync("scroll => scroll.scrollTo(scroll.scrollWidth, 0)");
        var last = page.Locator("tr[data-row='0'] td.number").Last;
        await Assertions.Expect(last).ToHaveTextAsync("39");
        Assert.InRange(await page.Locator("table.runs td, table.runs th").CountAsync(), 1, CellsMax);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Runs_that_are_not_in_view_are_selected_tagged_deleted_and_brought_back()
    {
        var experiment = await Create();
        foreach (var number in Enumerable.Range(0, 120)) await Start(experiment, $"run {number:D3}", number, ["loss"]);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}?sort=name");
        await Ready(page);

        await page.GetByLabel("Select run 000").CheckAsync();
        await page.Locator(".scroll").EvaluateAsync("scroll => scroll.scrollTo(0, scroll.scrollHeight)");
        await page.GetByLabel("Select run 119").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await page.GetByText("Tag selected").ClickAsync();
        await page.Locator(".actions [name=key]").FillAsync("phase");
        await page.Locator(".actions [name=value]").FillAsync("final");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set tag" }).First.ClickAsync();
        await Until(async () => await Count(experiment, "tags.phase = 'final'") == 120);

        await page.GotoAsync($"/experiments/{experiment}?sort=name");
        await Ready(page);
        await page.GetByLabel("Select run 001").CheckAsync();
        await page.GetByLabel("Select run 003").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete selected" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("2 deleted.");
        Assert.Equal(118, await Count(experiment, null));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-count]")).ToHaveTextAsync("120 runs");
        Assert.Equal(120, await Count(experiment, null));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_table_is_used_with_the_keyboard_alone()
    {
        var experiment = await Create();
        foreach (var number in Enumerable.Range(0, 60)) await Start(experiment, $"run {number:D2}", number, ["loss"]);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}?sort=name");
        await Ready(page);

        await page.Locator("tr[data-row='0'] [data-cell='0']").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await Assertions.Expect(page.Locator("tr[data-row='59'] [data-cell]").Last).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("tr[data-row='58'] [data-cell='0']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync(" ");
        await Assertions.Expect(page.GetByLabel("Select run 58")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("run 58");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_table_follows_what_was_changed_sorted_and_shown_as_a_tree()
    {
        var experiment = await Create();
        // A client may send nanoseconds: no date in a browser.
        var odd = await Api.StartRun(new NewRun(experiment, "odd", StartTime: 1_700_000_000_000_000_000));
        foreach (var number in Enumerable.Range(0, 20)) await Start(experiment, $"run {number:D2}", number, ["loss"]);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await tab.GoTo($"/experiments/{experiment}?sort=name&col=tags.phase");
        await Assertions.Expect(page.Locator("tr[data-row='0'] th")).ToHaveTextAsync("odd");
        await page.GetByLabel("Select odd").CheckAsync();
        await page.GetByText("Tag selected").ClickAsync();
        await page.Locator(".actions [name=key]").FillAsync("phase");
        await page.Locator(".actions [name=value]").FillAsync("final");
        await page.Locator(".actions [name=value]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("tr[data-row='0'] td.text")).ToHaveTextAsync("final");

        await page.Locator("thead a", new() { HasTextString = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-row='0'] th")).ToHaveTextAsync("run 19");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tree", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(0);
        await page.SetViewportSizeAsync(900, 600);
        await Assertions.Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(21);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("tr[data-row='0'] th")).ToHaveTextAsync("run 19");
        Assert.Equal("odd", (await Api.GetRun(odd.RunId)).Name);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Without_JavaScript_runs_are_a_tree_and_groups_and_are_compared_with_a_baseline()
    {
        var experiment = await Create();
        var parent = await Start(experiment, "sweep", 1, ["loss"], "adam");
        await Start(experiment, "trial", 3, ["loss"], "sgd", parent.RunId);
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        var page = tab.Page;

        await page.GotoAsync($"/experiments/{experiment}?tree=true");
        await Assertions.Expect(page.Locator("table.runs tbody th")).ToHaveCountAsync(1);
        await page.GetByLabel("Children of sweep").ClickAsync();
        await Assertions.Expect(page.Locator("table.runs tbody th").Last).ToContainTextAsync("trial");

        await page.GotoAsync($"/experiments/{experiment}?group=params.optimizer");
        await page.GetByRole(AriaRole.Link, new() { Name = "sgd" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.runs tbody th")).ToHaveTextAsync(["trial"]);

        await page.GotoAsync($"/experiments/{experiment}?base={parent.RunId}&sort=name");
        await Assertions.Expect(page.Locator(".delta")).ToHaveTextAsync(["+2"]);
    }

    [Fact]
    public async Task A_view_is_saved_by_name_and_only_columns_that_differ_are_shown()
    {
        var experiment = await Create();
        await Start(experiment, "one", 1, ["same", "loss"], "adam", loss: 5);
        await Start(experiment, "two", 1, ["same", "loss"], "adam", loss: 6);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;

        await page.GotoAsync($"/experiments/{experiment}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Only differences" }).ClickAsync();
        await Assertions.Expect(page.Locator("thead th a:has(.faint)")).ToHaveTextAsync(["metricsloss"]);
        await page.GetByText("Views", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Save this view as").FillAsync("what differs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Locator("a", new() { HasTextString = "what differs" })).ToHaveCountAsync(1);
        await page.GotoAsync($"/experiments/{experiment}");
        await page.GetByText("Views", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "what differs" }).ClickAsync();
        await page.WaitForAddress("**differ=true");
        Assert.Empty(tab.Errors);
    }

    private static Task Ready(IPage page) => page.Locator("runs-table[data-ready]").WaitForAsync();

    private static async Task Until(Func<Task<bool>> condition)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, "The condition was not met within a minute.");
            await Task.Yield();
        }
    }

    private async Task<ExperimentId> Create() =>
        (await Api.CreateExperiment($"table {Guid.NewGuid():N}")).ExperimentId;

    private async Task<long> Count(ExperimentId experiment, string? filter) => (await Api.Send<RunCount>(
        HttpMethod.Post, "/api/v1/runs/count", new RunsToCount([experiment], filter))).Count;

    private async Task<Run> Start(
        ExperimentId experiment, string name, double value, string[] metrics, string? optimizer = null,
        RunId? parent = null, double? loss = null)
    {
        var run = await Api.StartRun(new NewRun(
            experiment, name, ParentRunId: parent,
            Params: optimizer is null ? null : new Dictionary<string, string> { ["optimizer"] = optimizer }));
        await Api.Log(run.RunId, new RunBatch(Metrics:
        [
            .. metrics.Select((key, index) => new MetricPoint(
                key, key == "loss" ? loss ?? value : metrics.Length > 10 ? index : value, 1)),
        ]));
        return run;
    }
}
