using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>Every page on a narrow screen, which a zoom of 400 % makes of a wide one, and with large letters.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ReflowTests(EmbeddedStack stack, Browser browser)
{
    private const string LongName = "a-name-without-spaces-that-is-longer-than-a-narrow-screen-is-wide-0123456789";

    private TauroApi Api => stack.Stack.Api;

    [Theory]
    [InlineData(320, 256, 100), InlineData(1280, 1024, 200)]
    public async Task No_page_scrolls_to_the_side(int width, int height, int percent)
    {
        var paths = await FilledPages.FillAll(Api, LongName);
        await using var tab = await browser.Open(Api.Address);
        var page = tab.Page;
        await page.SetViewportSizeAsync(width, height);
        // Before the modules of the page run.
        await page.AddInitScriptAsync(
            $"document.onreadystatechange = () => document.documentElement.style.fontSize = '{percent}%'");

        List<string> findings = [];
        foreach (var path in paths)
        {
            await tab.GoTo(path);
            await Assertions.Expect(page.Locator("run-plot:not([data-ready])")).ToHaveCountAsync(0);
            var beyond = await page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (beyond > 0) findings.Add($"{path}: {beyond} pixels");
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }
}
