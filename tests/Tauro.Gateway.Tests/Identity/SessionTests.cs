using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

public sealed class SessionTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";
    private const string Sessions = "/api/v1/sessions";

    private readonly ShiftedClock clock = new();
    private FakeIdentity identity = null!;
    private SessionBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        identity = await FakeIdentity.Start(clock: clock);
        browser = new SessionBrowser(identity.Gateway);
    }

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Fact]
    public async Task A_user_who_has_signed_in_needs_no_other_credentials()
    {
        using var response = await browser.SignIn("ann", FakeIdentity.Password, "?return=%2Fmodels%3Fname%3Da");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/models?name=a", response.Headers.Location!.OriginalString);
        Assert.Matches("^tauro_session=[A-Za-z0-9_-]{43}; path=/; samesite=lax; httponly$", browser.SetCookie);
        Assert.Equal(200, await browser.Status(Runs));
        Assert.Equal(200, await browser.Status("/account"));
    }

    [Fact]
    public async Task The_pages_get_neither_the_password_nor_the_cookie()
    {
        await SignIn();

        using var page = await browser.Send(HttpMethod.Get, "/account", ("Cookie", "tauro-theme=dark"));
        var received = (await page.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;

        Assert.Equal("tauro-theme=dark", received["Cookie"]);
        Assert.DoesNotContain(browser.Cookie.Split('=')[1], JsonSerializer.Serialize(received));
        Assert.Equal((await List()).Items.Single().SessionId.Value, received["X-Tauro-Session"]);
    }

    [Fact]
    public async Task A_cookie_that_another_site_of_the_domain_has_set_is_no_session()
    {
        await SignIn();
        var (name, value) = (browser.Cookie.Split('=')[0], browser.Cookie.Split('=')[1]);
        var other = new SessionBrowser(identity.Gateway);

        Assert.Equal(401, await other.Status(Runs, ("Cookie", $"x=1,{name}={value}")));
        Assert.Equal(401, await other.Status(Runs, ("Cookie", $"{name.ToUpperInvariant()}={value}")));
        Assert.Equal(401, await other.Status(Runs, ("Cookie", $"{name}={value}; {name}=other")));
        Assert.Equal(200, await other.Status(Runs, ("Cookie", $"x=1; {name}={value}")));
    }

    [Fact]
    public async Task A_wrong_password_shows_the_page_again_with_the_reason()
    {
        using var response = await browser.SignIn("ann", "wrong horse battery", "?return=%2Fmodels");
        var received = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.Equal("", browser.SetCookie);
        Assert.Equal(("GET", "ann"), (received["method"], received["X-Tauro-Sign-In-Name"]));
        Assert.Contains("password%20is%20wrong", received["X-Tauro-Sign-In-Problem"]);
        Assert.DoesNotContain("horse", JsonSerializer.Serialize(received));
    }

    [Fact]
    public async Task With_https_the_cookie_is_bound_to_the_host()
    {
        (string, string) https = ("X-Forwarded-Proto", "https");
        using var response = await browser.SignIn(
            "ann", FakeIdentity.Password, "", https, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Matches("^__Host-tauro=.{43}; path=/; secure; samesite=lax; httponly$", browser.SetCookie);
        Assert.Equal(200, await browser.Status(Runs, https));
        Assert.Equal(401, await browser.Status(Runs));
    }

    [Fact]
    public async Task Below_a_prefix_the_cookie_and_all_addresses_have_it()
    {
        (string, string) prefix = ("X-Forwarded-Prefix", "/mlflow");
        using var asked = await browser.Send(HttpMethod.Get, "/models", prefix, ("Accept", "text/html"));
        using var response = await browser.SignIn("ann", FakeIdentity.Password, "?return=%2Fmodels", prefix);

        Assert.Equal("/mlflow/sign-in?return=%2Fmodels", asked.Headers.Location!.OriginalString);
        Assert.Equal("/mlflow/models", response.Headers.Location!.OriginalString);
        Assert.Contains("; path=/mlflow; ", browser.SetCookie);
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends()
    {
        await SignIn();
        for (var i = 0; i < 3; i++)
        {
            clock.PutForward(TimeSpan.FromMinutes(55));
            Assert.Equal(200, await browser.Status(Runs));
        }

        clock.PutForward(TimeSpan.FromMinutes(61));

        Assert.Equal(401, await browser.Status(Runs));
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_at_the_latest()
    {
        await SignIn();
        for (var i = 0; i < 9; i++)
        {
            clock.PutForward(TimeSpan.FromMinutes(52));
            Assert.Equal(200, await browser.Status(Runs));
        }

        clock.PutForward(TimeSpan.FromMinutes(52));

        Assert.Equal(401, await browser.Status(Runs));
    }

    [Fact]
    public async Task A_session_ends_when_its_account_is_deleted()
    {
        await SignIn();

        identity.Change(snapshot => snapshot with { Accounts = [snapshot.Accounts[1]] });

        await Eventually.True(async () => await browser.Status(Runs) == 401, "the session has ended");
    }

    [Fact]
    public async Task A_session_ends_when_the_password_changes()
    {
        await SignIn();

        identity.Change(snapshot => snapshot with
        {
            Accounts = [snapshot.Accounts[0] with { PasswordVersion = 2 }, snapshot.Accounts[1]],
        });

        await Eventually.True(async () => await browser.Status(Runs) == 401, "the session has ended");
    }

    [Fact]
    public async Task A_session_can_be_ended_from_another_session_of_the_same_account()
    {
        await SignIn();
        var other = new SessionBrowser(identity.Gateway);
        (await other.SignIn("ann", FakeIdentity.Password)).Dispose();
        var stranger = new SessionBrowser(identity.Gateway);
        (await stranger.SignIn("eva", FakeIdentity.Password)).Dispose();
        var listed = await List();
        Assert.Equal(2, listed.Items.Count);
        var mine = $"{Sessions}/{listed.Items.Single(session => session.IsCurrent).SessionId}";

        using var foreign = await stranger.Send(HttpMethod.Delete, mine, ("Origin", browser.Origin));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(200, await browser.Status(Runs));
        using var ended = await other.Send(HttpMethod.Delete, mine, ("Origin", browser.Origin));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(401, await browser.Status(Runs));
        Assert.Equal(200, await other.Status($"{Sessions}/current"));
    }

    [Fact]
    public async Task Who_signs_out_ends_the_session()
    {
        await SignIn();
        using var foreign = await browser.Send(HttpMethod.Post, "/sign-out");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(200, await browser.Status(Runs));

        using var response = await browser.Send(HttpMethod.Post, "/sign-out", ("Origin", browser.Origin));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/sign-in", response.Headers.Location!.OriginalString);
        Assert.StartsWith("tauro_session=; expires=", response.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal(401, await browser.Status(Runs));
    }

    [Fact]
    public async Task The_header_counts_and_not_the_cookie()
    {
        await SignIn();

        Assert.Equal(401, await browser.Status(Runs, ("Authorization", "Bearer tauro_u_none")));
        using var response = await browser.Send(
            HttpMethod.Get, $"{Sessions}/current", ("Authorization", $"Bearer {identity.Key.Value}"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("session_not_found", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, null, 403), InlineData("http://localhost:1", null, 403), InlineData("null", null, 403)]
    [InlineData(null, "cross-site", 403), InlineData(null, "same-site", 403), InlineData(null, "none", 403)]
    [InlineData("own", null, 200), InlineData("own", "same-origin", 200), InlineData(null, "same-origin", 200)]
    [InlineData("own", "same-site", 403)]
    public async Task A_change_with_the_cookie_has_to_come_from_an_own_page(string? origin, string? site, int expected)
    {
        await SignIn();
        List<(string, string)> headers = [];
        if (origin is not null) headers.Add(("Origin", origin == "own" ? browser.Origin : origin));
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));

        using var response = await browser.Send(HttpMethod.Post, Runs, [.. headers]);

        Assert.Equal(expected, (int)response.StatusCode);
        if (expected == 403) Assert.Contains("foreign_origin", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_account_has_only_so_many_sessions()
    {
        var unused = new SessionBrowser(identity.Gateway);
        (await unused.SignIn("ann", FakeIdentity.Password)).Dispose();
        await SignIn();
        var last = new SessionBrowser(identity.Gateway);
        for (var i = 1; i < Limits.SessionsPerAccountMax; i++)
        {
            clock.PutForward(TimeSpan.FromSeconds(1));
            Assert.Equal(200, await browser.Status(Runs));
            (await last.SignIn("ann", FakeIdentity.Password)).Dispose();
        }

        Assert.Equal(401, await unused.Status(Runs));
        Assert.Equal(200, await browser.Status(Runs));
        Assert.Equal(200, await last.Status(Runs));
    }

    [Fact]
    public async Task Another_sign_in_of_a_browser_ends_its_session()
    {
        await SignIn();
        var before = browser.Cookie;

        (await browser.SignIn("eva", FakeIdentity.Password, "", ("Cookie", before))).Dispose();

        Assert.Equal(200, await browser.Status(Runs));
        Assert.Equal(401, await new SessionBrowser(identity.Gateway).Status(Runs, ("Cookie", before)));
    }

    private async Task SignIn()
    {
        using var response = await browser.SignIn("ann", FakeIdentity.Password);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    private async Task<Page<Session>> List()
    {
        using var response = await browser.Send(HttpMethod.Get, Sessions);
        return (await response.Content.ReadFromJsonAsync<Page<Session>>(TauroJson.Options))!;
    }
}
