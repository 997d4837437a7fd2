using System.Net;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>The sign-in by OpenID Connect, with a provider and the identity service.</summary>
public sealed class OpenIdTests : IClassFixture<OpenIdTests.Shared>, IDisposable
{
    private const string Runs = "/api/v1/runs";

    private readonly OidcServer provider;
    private readonly IdentityStack stack;
    private readonly ProviderBrowser browser;

    private readonly string name = $"bob-{Guid.NewGuid():N}";

    public OpenIdTests(Shared shared)
    {
        (provider, stack) = (shared.Provider, shared.Stack);
        browser = new ProviderBrowser(stack.Gateway);
        provider.User = User("science");
    }

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task The_first_sign_in_makes_a_user_without_grants()
    {
        var (status, address, _) = await browser.Open("/auth/login?return=%2Fmodels%3Fname%3Da");

        Assert.Equal((200, "/models?name=a"), (status, address.PathAndQuery));
        Assert.Equal(200, await browser.Status(Runs));
        var user = await FindUser(name);
        Assert.False(user.IsAdmin || user.HasPassword);
        var login = Assert.Single((await stack.Ok<Page<ExternalLogin>>(
            HttpMethod.Get, $"/api/v1/external-logins?account_id={user.AccountId}")).Items);
        Assert.Equal((provider.Issuer, $"id of {name}"), (login.Issuer, login.Subject));
        Assert.Equal(("S256", "code"), (provider.LastRequest!.CodeChallengeMethod, provider.LastRequest.ResponseType));
        Assert.NotNull(provider.LastRequest.Nonce);
    }

    [Fact]
    public async Task Neither_tokens_nor_secrets_reach_the_browser_or_the_log()
    {
        await SignIn(browser);

        var log = string.Join('\n', stack.Log.Lines);
        var seen = browser.Received + string.Join('\n', browser.Visited) + log;
        Assert.DoesNotContain("id_token", seen);
        Assert.DoesNotContain("eyJ", log);
        Assert.DoesNotContain("access_token", seen);
        Assert.DoesNotContain(OidcServer.ClientSecret, seen);
        Assert.Equal(["tauro_session"], browser.Cookies("/"));
        Assert.Equal(["tauro_session"], browser.Cookies("/auth/callback"));
    }

    [Fact]
    public async Task The_account_is_found_by_issuer_and_subject_and_never_by_name()
    {
        provider.User = User() with { Name = "ann" };
        await SignIn(browser);
        provider.User = User() with { Name = "renamed" };
        using var again = new ProviderBrowser(stack.Gateway);
        await SignIn(again);

        var other = await FindUser("ann-2");
        Assert.False(other.IsAdmin);
        Assert.DoesNotContain(await Users(), user => user.Name == "renamed");
    }

    [Fact]
    public async Task An_administrator_lets_a_login_act_as_an_account_that_there_is()
    {
        var ann = await FindUser("ann");
        var login = new NewExternalLogin(ann.AccountId, provider.Issuer, $"id of {name}");
        var created = await stack.Ok<ExternalLogin>(HttpMethod.Post, "/api/v1/external-logins", login);
        Assert.Equal(409, (await stack.Send(HttpMethod.Post, "/api/v1/external-logins", login)).Status);

        await SignIn(browser);
        Assert.Equal(200, await browser.Status("/api/v1/users"));

        var path = $"/api/v1/external-logins/{created.LoginId}";
        Assert.Equal(204, (await stack.Send(HttpMethod.Delete, path)).Status);
        Assert.Equal(404, (await stack.Send(HttpMethod.Delete, path)).Status);
    }

    [Fact]
    public async Task A_group_has_a_role_as_long_as_the_provider_lists_it()
    {
        var role = await stack.Ok<Role>(HttpMethod.Post, "/api/v1/roles", new NewRole($"role of {name}"));
        await stack.Ok<GroupRule>(
            HttpMethod.Post, "/api/v1/group-rules", new NewGroupRule(provider.Issuer, "science", role.RoleId));
        await SignIn(browser);
        var user = await FindUser(name);
        var got = await GetRole(role);
        Assert.Empty(got.Members);
        Assert.Equal(user.AccountId, Assert.Single(got.RuleMembers).AccountId);

        await stack.Ok<Role>(HttpMethod.Put, $"/api/v1/roles/{role.RoleId}/members/{user.AccountId}");
        provider.User = User("Science", "art");
        await SignIn(browser);

        got = await GetRole(role);
        Assert.Empty(got.RuleMembers);
        Assert.Equal([user.AccountId], got.Members);
    }

    [Theory]
    [InlineData("code=a&state=forged")]
    [InlineData("code=a")]
    [InlineData("error=access_denied&state=forged")]
    [InlineData("")]
    public async Task A_forged_response_is_refused(string query)
    {
        var (status, address, _) = await browser.Open($"/auth/callback?{query}");

        Assert.Equal((200, "/sign-in?failed=refused"), (status, address.PathAndQuery));
        Assert.Empty(browser.Cookies("/"));
    }

    [Fact]
    public async Task A_response_that_is_for_another_browser_is_refused()
    {
        var (_, callback, _) = await browser.Open("/auth/login", until: "/auth/callback");
        using var victim = new ProviderBrowser(stack.Gateway);

        var (_, address, _) = await victim.Open(callback.PathAndQuery);

        Assert.Equal("/sign-in?failed=refused", address.PathAndQuery);
        Assert.Empty(victim.Cookies("/"));
        Assert.Equal("/", (await browser.Open(callback.PathAndQuery)).Address.PathAndQuery);
        Assert.Equal("/sign-in?failed=refused", (await browser.Open(callback.PathAndQuery)).Address.PathAndQuery);
    }

    [Fact]
    public async Task A_refusal_of_the_provider_shows_the_page_to_sign_in()
    {
        provider.User = null;

        Assert.Equal("/sign-in?failed=refused", (await browser.Open("/auth/login")).Address.PathAndQuery);
    }

    [Fact]
    public async Task The_page_to_sign_in_gets_the_name_of_the_provider()
    {
        Assert.Contains("\"X-Tauro-Sign-In-Provider\":\"Example\"", (await browser.Open("/sign-in")).Body);
    }

    [Fact]
    public async Task Only_paths_of_this_server_are_opened_afterwards()
    {
        var (_, address, _) = await browser.Open("/auth/login?return=//evil.test");

        Assert.Equal("/", address.PathAndQuery);
    }

    [Fact]
    public async Task Behind_a_proxy_the_provider_leads_back_to_its_address()
    {
        var proxied = new SessionBrowser(stack.Gateway);

        using var response = await proxied.Send(
            HttpMethod.Get, "/auth/login", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/mlflow"));

        var callback = $"https://{stack.Gateway.Http.BaseAddress!.Authority}/mlflow/auth/callback";
        Assert.Contains($"redirect_uri={Uri.EscapeDataString(callback)}", response.Headers.Location!.Query);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie =>
            Assert.Matches("; path=/mlflow/auth/callback; secure; samesite=lax; httponly$", cookie));
    }

    [Fact]
    public async Task Who_signs_out_is_led_to_the_provider()
    {
        await SignIn(browser);

        using var response = await browser.Post("/sign-out");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var refresh = response.Headers.GetValues("Refresh").Single();
        Assert.StartsWith($"0; url={provider.Issuer}connect/logout?client_id=tauro&post_logout_redirect_uri=", refresh);
        Assert.Equal(401, await browser.Status(Runs));
        var before = provider.SignOuts;
        await browser.Open(refresh.Split("url=")[1]);
        Assert.Equal((before + 1, "/sign-in"), (provider.SignOuts, browser.Visited[^1].AbsolutePath));
    }

    [Fact]
    public async Task The_provider_ends_a_session()
    {
        await SignIn(browser);
        provider.User = User() with { Session = "other session" };
        using var other = new ProviderBrowser(stack.Gateway);
        await SignIn(other);

        var token = provider.CreateLogoutToken(claims => claims["sid"] = $"session of {name}");
        Assert.Equal(200, await Report(token));
        Assert.Equal((401, 200), (await browser.Status(Runs), await other.Status(Runs)));
        Assert.Equal(400, await Report(token));

        Assert.Equal(200, await Report(provider.CreateLogoutToken(claims => claims["sub"] = $"id of {name}")));
        Assert.Equal(401, await other.Status(Runs));
    }

    public static TheoryData<string, Action<Dictionary<string, object>>> WrongTokens => new()
    {
        { "nonce", claims => claims["nonce"] = "n" },
        { "no event", claims => claims.Remove("events") },
        { "another event", claims => claims["events"] = new Dictionary<string, object> { ["logout"] = true } },
        { "neither session nor user", claims => claims.Remove("sid") },
        { "another audience", claims => claims["aud"] = "other" },
        { "another issuer", claims => claims["iss"] = "http://other/" },
        { "no id", claims => claims.Remove("jti") },
        { "expired", claims => claims["exp"] = (long)claims["iat"] - 3_600 },
        { "old", claims => claims["iat"] = (long)claims["iat"] - 3_600 },
        { "of the future", claims => claims["iat"] = (long)claims["iat"] + 3_600 },
    };

    [Theory, MemberData(nameof(WrongTokens), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_logout_token_ends_nothing(string fault, Action<Dictionary<string, object>> change)
    {
        await SignIn(browser);
        var token = provider.CreateLogoutToken(claims =>
        {
            claims["sid"] = $"session of {name}";
            change(claims);
        });

        Assert.True(await Report(token) == 400, fault);
        Assert.Equal(400, await Report(token + "x"));
        Assert.Equal(400, await Report(""));
        Assert.Equal(200, await browser.Status(Runs));
    }

    private OidcUser User(params string[] groups) => new($"id of {name}", name, $"session of {name}", groups);

    private async Task SignIn(ProviderBrowser user)
    {
        var (_, address, _) = await user.Open("/auth/login");
        Assert.True(address.AbsolutePath == "/", string.Join('\n', stack.Log.Lines));
    }

    private async Task<int> Report(string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token });
        using var response = await stack.Gateway.Http.PostAsync("/auth/backchannel-logout", form);
        return (int)response.StatusCode;
    }

    private async Task<IReadOnlyList<Account>> Users() =>
        (await stack.Ok<Page<Account>>(HttpMethod.Get, "/api/v1/users")).Items;

    private Task<Role> GetRole(Role role) => stack.Ok<Role>(HttpMethod.Get, $"/api/v1/roles/{role.RoleId}");

    private async Task<Account> FindUser(string userName) =>
        (await Users()).Single(user => user.Name == userName);

    /// <summary>The tests have users of their own.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal OidcServer Provider { get; private set; } = null!;

        internal IdentityStack Stack { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await OidcServer.Start();
            Stack = await IdentityStack.Start(Provider.CreateSettings);
        }

        public async ValueTask DisposeAsync()
        {
            await Stack.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
