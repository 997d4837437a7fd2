using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The process that renders the pages is replaced while a page is open.</summary>
[Collection(KillableCollection.Name)]
public sealed class PageRestartTests(KillableStack shared, Browser browser) : StackTests
{
    [Fact]
    public async Task The_next_click_on_an_open_page_works_after_a_restart()
    {
        var stack = await shared.GetRunning();
        StackUnderTest = stack;
        var experiment = await stack.Api.CreateExperiment($"restarted {Guid.NewGuid():N}");
        await using var tab = await browser.Open(stack.Api.Address);
        var page = tab.Page;
        await page.GotoAsync("/experiments");
        await page.EvaluateAsync("window.kept = true");

        await stack.KillAndAwaitRestart("web");
        await page.GetByRole(AriaRole.Link, new() { Name = experiment.Name }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(experiment.Name);

        await page.Locator("summary", new() { HasTextString = "Rename" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"{experiment.Name} twice");
        await stack.KillAndAwaitRestart("web");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{experiment.Name} twice");

        Assert.True(await page.EvaluateAsync<bool>("window.kept"), "a page was loaded instead of being changed");
        Assert.Empty(tab.ScriptErrors);
    }
}
