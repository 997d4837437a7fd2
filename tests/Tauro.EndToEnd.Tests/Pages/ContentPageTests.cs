using System.Text.Json;
using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The pages of prompts, traces and datasets.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ContentPageTests(EmbeddedStack stack, Browser browser)
{
    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task A_prompt_is_compared_and_is_not_among_the_models()
    {
        var (_, paths) = await Fill("Greet");
        var prompt = paths.First(path => path.StartsWith("/prompts/", StringComparison.Ordinal));
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/prompts?name={prompt.Split('/')[2]}");

        await page.Locator("tbody a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator(".diff ins")).ToHaveTextAsync("+ Before");
        await Assertions.Expect(page.Locator(".diff del")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".note").First).ToHaveTextAsync("Greet");
        await page.GotoAsync($"{prompt.Split('?')[0]}?from=9&to=x");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await page.GotoAsync($"/models?name={prompt.Split('/')[2]}");
        await Assertions.Expect(page.GetByText("No model has this in its name")).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_traces_of_a_run_are_found_from_its_page_with_all_spans()
    {
        var (experiment, paths) = await Fill("Work");
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.GotoAsync($"/experiments/{experiment}");
        await page.Locator("table.runs tbody th a").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "of this run" }).ClickAsync();
        await page.WaitForAddress("**/traces?**");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("correct: Work");
        await page.Locator("tbody a").First.ClickAsync();
        await page.WaitForAddress($"**{paths.First(path => path.StartsWith("/traces/", StringComparison.Ordinal))}");

        await Assertions.Expect(page.Locator(".span")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".span rect").First).ToBeVisibleAsync();
        await page.Locator(".span > summary").Nth(1).ClickAsync();
        await page.GetByText("Inputs").Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator(".span details[open] > pre").First).ToHaveTextAsync("Work");
        await page.GotoAsync($"/traces?experiment={experiment}&q=status << 1");
        await Assertions.Expect(page.Locator("#filter-error pre")).ToContainTextAsync("▲");
        Assert.DoesNotContain(tab.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dataset_is_found_with_its_records()
    {
        var (experiment, _) = await Fill("Ask");
        await using var tab = await browser.Open(Api.Address, hasJavaScript: false);
        await tab.Page.GotoAsync($"/datasets?experiment={experiment}");

        await tab.Page.Locator("tbody a").First.ClickAsync();

        await Assertions.Expect(tab.Page.Locator("tbody summary").First)
            .ToHaveTextAsync(JsonSerializer.Serialize(new { Ask = "Ask" }));
    }

    private async Task<(string Experiment, IReadOnlyList<string> Paths)> Fill(string content)
    {
        var experiment = await Api.CreateExperiment($"content {Guid.NewGuid():N}");
        return (experiment.ExperimentId, await FilledPages.Fill(Api, experiment.ExperimentId, content));
    }
}
