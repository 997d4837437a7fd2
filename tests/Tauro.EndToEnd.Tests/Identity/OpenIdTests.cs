using Microsoft.Playwright;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.EndToEnd.Tests.Pages;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>Users sign in by a provider of OpenID Connect, in a real browser in front of a real stack.</summary>
[Collection(AccountCollection.Name)]
public sealed class OpenIdTests(AccountStack stack, Browser browser)
{
    private readonly string name = $"user-{Guid.NewGuid():N}";

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_user_signs_in_has_the_role_of_the_group_and_signs_out(bool hasJavaScript)
    {
        var role = await CreateRule("science");
        stack.Provider.User = User("science");
        await using var tab = await browser.Open(stack.Api.Address, hasJavaScript);
        var page = tab.Page;

        await SignIn(tab, "/experiments");
        await page.WaitForAddress("**/experiments");
        await Assertions.Expect(page.Locator(".rail nav a", new() { HasText = "Experiments" })).ToHaveCountAsync(1);
        Assert.Single((await stack.Api.Get<Role>($"/api/v1/roles/{role.RoleId}")).RuleMembers);
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal("tauro_session", cookie.Name);

        var signOuts = stack.Provider.SignOuts;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForAddress("**/sign-in");
        Assert.Equal(signOuts + 1, stack.Provider.SignOuts);
        await page.GotoAsync("/account");
        await page.WaitForAddress("**/sign-in?return=*");

        stack.Provider.User = User();
        await SignIn(tab, "/");
        await Assertions.Expect(page.GetByText("You have no role that lets you read runs")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_provider_ends_the_session_of_an_open_page()
    {
        stack.Provider.User = User();
        await using var tab = await browser.Open(stack.Api.Address);
        var page = tab.Page;
        await SignIn(tab, "/account");
        await page.WaitForAddress("**/account");

        var token = stack.Provider.CreateLogoutToken(claims => claims["sid"] = $"session of {name}");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token });
        using var http = new HttpClient();
        using var ended = await http.PostAsync(new Uri(stack.Api.Address, "/auth/backchannel-logout"), form);
        Assert.True(ended.IsSuccessStatusCode);

        await page.GetByRole(AriaRole.Link, new() { Name = "System" }).ClickAsync();
        await page.WaitForAddress("**/sign-in?return=*");
        stack.Provider.User = User() with { Session = "another" };
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example" }).ClickAsync();
        await page.WaitForAddress("**/system");
    }

    [Fact]
    public async Task A_page_of_another_site_can_not_sign_a_reader_in_to_its_account()
    {
        stack.Provider.User = User();
        using var attacker = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var begun = await attacker.GetAsync(new Uri(stack.Api.Address, "/auth/login"));
        using var signedIn = await attacker.GetAsync(begun.Headers.Location);
        var callback = signedIn.Headers.Location!.AbsoluteUri;
        Assert.Contains("/auth/callback?code=", callback);

        await using var tab = await browser.Open(stack.Api.Address);
        await tab.Page.RouteAsync("http://evil.test/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html", Body = $"<a href='{callback.Replace("&", "&amp;")}'>Win</a>",
        }));
        await tab.Page.GotoAsync("http://evil.test/");
        await tab.Page.GetByRole(AriaRole.Link).ClickAsync();

        await tab.Page.WaitForAddress("**/sign-in?failed=refused");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not succeed");
        Assert.Empty(await tab.Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task An_administrator_adds_and_removes_a_rule_and_a_login()
    {
        var admin = await stack.CreateUser(isAdmin: true);
        var role = await CreateRule($"group of {name}");
        await using var tab = await browser.Open(stack.Api.Address);
        var page = tab.Page;
        await tab.GoTo("/group-rules");
        await AccountStack.SignIn(tab, admin);
        await page.WaitForAddress("**/group-rules");

        await page.GetByLabel("Issuer").FillAsync("https://login.example.com");
        await page.GetByLabel("Group", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Role").SelectOptionAsync(new SelectOptionValue { Label = role.Name });
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var row = page.Locator("tr", new() { HasText = "https://login.example.com" });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Delete the rule for {name}" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await tab.GoTo("/users");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = admin }).ClickAsync();
        await page.GetByLabel("Issuer").FillAsync(stack.Provider.Issuer);
        await page.GetByLabel("Subject").FillAsync($"id of {name}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the login" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Remove id of {name}" }).WaitForAsync();

        stack.Provider.User = User();
        await using var other = await browser.Open(stack.Api.Address);
        await SignIn(other, "/users");
        await other.Page.WaitForAddress("**/users");
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("Users");
    }

    private static async Task SignIn(Tab tab, string path)
    {
        await tab.Page.GotoAsync(path);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example" }).ClickAsync();
    }

    private OidcUser User(params string[] groups) => new($"id of {name}", name, $"session of {name}", groups);

    private async Task<Role> CreateRule(string group)
    {
        var role = await stack.Api.Send<Role>(HttpMethod.Post, "/api/v1/roles", new NewRole($"role of {name}"));
        await stack.Api.Send<RolePermission>(
            HttpMethod.Post, $"/api/v1/roles/{role.RoleId}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Read));
        await stack.Api.Send<GroupRule>(
            HttpMethod.Post, "/api/v1/group-rules", new NewGroupRule(stack.Provider.Issuer, group, role.RoleId));
        return role;
    }
}
