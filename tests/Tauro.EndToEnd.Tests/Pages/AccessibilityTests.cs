using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Pages;

/// <summary>The rules of axe-core on every page, in every theme.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class AccessibilityTests(EmbeddedStack stack, Browser browser)
{
    /// <summary>The number of tabs: while one of them waits for a page, another one uses the CPU.</summary>
    private const int Tabs = 2;

    private TauroApi Api => stack.Stack.Api;

    [Fact]
    public async Task No_page_has_a_serious_finding()
    {
        var paths = await FilledPages.FillAll(Api, "accessible");

        var findings = await Task.WhenAll(
            Enumerable.Range(0, Tabs).Select(tab => Find(paths.Where((_, index) => index % Tabs == tab))));

        Assert.Empty(findings.SelectMany(each => each));
    }

    private async Task<IReadOnlyList<string>> Find(IEnumerable<string> paths)
    {
        List<string> findings = [];
        await using var tab = await browser.Open(Api.Address);
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await Axe.AddTo(tab);
        foreach (var path in paths)
        {
            foreach (var theme in Axe.Themes) await AssertTheme(path, theme);
            findings.AddRange(await Axe.Find(tab, path));
        }

        return findings;
    }

    /// <summary>Asserts that a page has the theme that a reader has chosen.</summary>
    private async Task AssertTheme(string path, string theme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"tauro-theme={theme}");
        using var response = await Api.Http.SendAsync(request);
        Assert.Contains($"data-theme=\"{theme}\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_button_of_the_theme_reaches_high_contrast_which_stays()
    {
        await using var tab = await browser.Open(Api.Address);
        var (page, html) = (tab.Page, tab.Page.Locator("html"));
        await page.GotoAsync("/models");

        foreach (var theme in new[] { "dark", "contrast", "light", "dark", "contrast" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
            await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", theme);
        }

        await page.ReloadAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "contrast");
    }

    [Fact]
    public async Task The_keys_are_listed_on_every_page()
    {
        await using var tab = await browser.Open(Api.Address);
        var keys = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await tab.GoTo("/models");

        await tab.Page.Locator("h1").PressAsync("?");
        await Assertions.Expect(keys).ToContainTextAsync("Zoom in or out around the cursor");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(keys).Not.ToBeVisibleAsync();
        await tab.Page.GetByLabel("Name").First.PressAsync("?");
        await Assertions.Expect(keys).Not.ToBeVisibleAsync();

        await tab.Page.GotoAsync("/settings");
        await tab.Page.GetByLabel("The key ? lists the shortcuts").UncheckAsync();
        await tab.Page.GetByLabel("Theme").Locator("xpath=ancestor::form").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("data-character-keys", "off");
        await tab.Page.Locator("h1").PressAsync("?");
        await Assertions.Expect(keys).Not.ToBeVisibleAsync();
        await tab.Page.GotoAsync("/models");
        await tab.Page.Locator("h1").PressAsync("?");
        await Assertions.Expect(keys).Not.ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }
}
