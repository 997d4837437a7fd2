using System.Net;
using Microsoft.Playwright;
using Tauro.EndToEnd.Tests.Pages;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>Users sign in, in a real browser in front of a real stack.</summary>
[Collection(AccountCollection.Name)]
public sealed class SignInTests(AccountStack stack, Browser browser)
{
    private Uri Address => stack.Api.Address;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_reader_signs_in_and_comes_to_the_page_that_they_wanted(bool hasJavaScript)
    {
        var name = await stack.CreateUser();
        await using var tab = await browser.Open(Address, hasJavaScript);
        var page = tab.Page;

        await page.GotoAsync("/experiments?name=none");
        await page.WaitForAddress("**/sign-in?return=*");
        await AccountStack.SignIn(tab, name, "wrong horse battery");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password is wrong");
        await Assertions.Expect(page.GetByLabel("User name")).ToHaveValueAsync(name);
        await AccountStack.SignIn(tab, name);

        await page.WaitForAddress("**/experiments?name=none");
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal(
            ("tauro_session", true, SameSiteAttribute.Lax), (cookie.Name, cookie.HttpOnly, cookie.SameSite));

        var shown = await page.ReloadAsync();
        Assert.Equal("no-store", await shown!.HeaderValueAsync("cache-control"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForAddress("**/sign-in");
        await page.GotoAsync("/account");
        await page.WaitForAddress("**/sign-in?return=*");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_user_creates_rotates_and_revokes_a_key(bool hasJavaScript)
    {
        var name = await stack.CreateUser();
        await using var tab = await browser.Open(Address, hasJavaScript);
        var page = tab.Page;
        await page.GotoAsync("/account");
        await AccountStack.SignIn(tab, name);

        await page.GetByLabel("What it is for").FillAsync("nightly");
        await page.GetByLabel("Days until it expires").FillAsync("7");
        await page.GetByLabel("reading").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the key" }).ClickAsync();
        var shown = page.Locator(".secret code");
        var secret = (await shown.TextContentAsync())!;
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(secret));

        await page.Locator("summary", new() { HasText = "Rotate" }).ClickAsync();
        await page.GetByLabel("How long nightly stays valid").SelectOptionAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rotate nightly" }).ClickAsync();
        await Assertions.Expect(shown).Not.ToHaveTextAsync(secret);
        var successor = (await shown.TextContentAsync())!;
        Assert.Equal(HttpStatusCode.OK, await WhoAmI(successor));
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(secret));

        await page.GotoAsync("/account");
        await Assertions.Expect(shown).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke nightly" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "Revoked" })).ToHaveCountAsync(1);
        Assert.Equal(HttpStatusCode.Unauthorized, await WhoAmI(successor));
    }

    [Fact]
    public async Task A_page_whose_session_ends_leads_to_the_sign_in_and_back()
    {
        var name = await stack.CreateUser(isAdmin: true);
        await using var tab = await browser.Open(Address);
        var page = tab.Page;
        await page.GotoAsync("/models");
        await AccountStack.SignIn(tab, name);
        await page.WaitForAddress("**/models");

        // A link, which the page's script follows.
        await EndSession(page.Context);
        await page.GetByRole(AriaRole.Link, new() { Name = "Experiments" }).ClickAsync();
        await page.WaitForAddress("**/sign-in?return=*");
        await AccountStack.SignIn(tab, name);
        await page.WaitForAddress("**/experiments");

        // A form, whose content is lost.
        var opened = page.Url;
        await page.GotoAsync("/settings");
        await EndSession(page.Context);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForAddress("**/sign-in?return=*");
        await AccountStack.SignIn(tab, name);
        await page.WaitForAddress("**/settings?unsaved=true");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing was saved");

        // A request of a script.
        await page.GotoAsync(opened);
        await EndSession(page.Context);
        await page.Keyboard.PressAsync("Control+K");
        await page.Keyboard.TypeAsync("anything");
        await page.WaitForAddress("**/sign-in?return=*");
        await AccountStack.SignIn(tab, name);
        await page.WaitForAddress("**/experiments");
    }

    [Fact]
    public async Task A_page_at_another_port_can_not_use_the_session()
    {
        var name = await stack.CreateUser();
        await using var tab = await browser.Open(Address);
        var page = tab.Page;
        await page.GotoAsync("/account");
        await AccountStack.SignIn(tab, name);
        await page.WaitForAddress("**/account");
        var other = await page.Context.NewPageAsync();
        await other.RouteAsync("http://127.0.0.1:9/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<form method=post action='{Address}sign-out'><button name=end>End</button></form>"
                + $"<form method=post action='{Address}account'><button name=change>Change</button></form>",
        }));

        foreach (var button in new[] { "End", "Change" })
        {
            await other.GotoAsync("http://127.0.0.1:9/");
            var response = await other.RunAndWaitForResponseAsync(
                () => other.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync(),
                received => received.Request.Method == "POST");
            Assert.Equal(403, response.Status);
        }

        await page.ReloadAsync();
        await page.WaitForAddress("**/account");
    }

    [Fact]
    public async Task Who_changes_the_password_signs_in_again()
    {
        var name = await stack.CreateUser();
        await using var tab = await browser.Open(Address);
        var page = tab.Page;
        await page.GotoAsync("/account");
        await AccountStack.SignIn(tab, name);

        await page.GetByLabel("Current password").FillAsync("wrong horse battery");
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("quite another password");
        await page.GetByLabel("New password again").FillAsync("quite another password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("current_password");
        await page.GetByLabel("Current password").FillAsync(AccountStack.Password);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("quite another password");
        await page.GetByLabel("New password again").FillAsync("quite another password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();

        await page.WaitForAddress("**/sign-in?return=*");
        await AccountStack.SignIn(tab, name, "quite another password");
        await page.WaitForAddress("**/account");
    }

    [Fact]
    public async Task A_link_that_MLflow_s_clients_print_survives_the_sign_in()
    {
        var name = await stack.CreateUser(isAdmin: true);
        await using var tab = await browser.Open(Address);

        await tab.Page.GotoAsync("/#/models/fraud");
        await AccountStack.SignIn(tab, name, "wrong horse battery");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AccountStack.SignIn(tab, name);

        await tab.Page.WaitForAddress("**/models/fraud");
    }

    private static async Task EndSession(IBrowserContext context)
    {
        var other = await context.NewPageAsync();
        await other.GotoAsync("/account");
        await other.Locator("tr", new() { HasText = "This one" }).GetByRole(AriaRole.Button).ClickAsync();
        await other.WaitForAddress("**/sign-in?return=*");
        await other.CloseAsync();
    }

    private async Task<HttpStatusCode> WhoAmI(string secret)
    {
        using var api = new TauroApi(Address, secret);
        using var response = await api.Http.GetAsync("/api/v1/whoami");
        return response.StatusCode;
    }
}
