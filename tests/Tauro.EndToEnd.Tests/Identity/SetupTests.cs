using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Pages;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>The first administrator of a new installation, in a real browser.</summary>
[Collection(AccountCollection.Name)]
public sealed class SetupTests(Browser browser)
{
    [Fact]
    public async Task The_first_page_leads_to_the_form_for_the_first_administrator()
    {
        using var data = new TemporaryFolder();
        await using var stack = await StackProcess.Start(data.Path, checksCredentials: true);
        var token = await File.ReadAllTextAsync(Path.Combine(data.Path, "identity", "setup-token"));
        await using var tab = await browser.Open(stack.Api.Address);
        var page = tab.Page;
        await Axe.AddTo(tab);

        await page.GotoAsync("/models");
        await page.WaitForAddress("**/setup");
        Assert.Empty(await AccountPageTests.Check(tab, "/setup"));
        await FillIn(page, "tauro_setup_wrong");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("setup token is wrong");
        await Assertions.Expect(page.GetByLabel("User name")).ToHaveValueAsync("ada");
        await FillIn(page, token.Trim());
        await page.WaitForAddress("**/sign-in");
        await AccountStack.SignIn(tab, "ada");

        await page.WaitForAddress($"{stack.Api.Address}");
        await page.GetByRole(AriaRole.Link, new() { Name = "ada" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Everything, as an administrator.")).ToBeVisibleAsync();
    }

    private static async Task FillIn(IPage page, string token)
    {
        await page.GetByLabel("Setup token").FillAsync(token);
        await page.GetByLabel("User name").FillAsync("ada");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStack.Password);
        await page.GetByLabel("Password again").FillAsync(AccountStack.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the administrator" }).ClickAsync();
    }
}
