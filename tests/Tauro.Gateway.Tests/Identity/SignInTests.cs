using System.Net;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>The way to the page to sign in, its form, and the way back.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";

    private FakeIdentity identity = null!;
    private SessionBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        identity = await FakeIdentity.Start();
        browser = new SessionBrowser(identity.Gateway);
    }

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Theory]
    [InlineData("//evil.test"), InlineData("/%5Cevil.test"), InlineData("https://evil.test"), InlineData("%5C%5Cevil")]
    [InlineData("/%09/evil.test"), InlineData("evil"), InlineData(""), InlineData("/a%0D%0AX: y"), InlineData("/ü")]
    public async Task The_way_back_does_not_lead_to_another_site(string address)
    {
        using var response = await browser.SignIn("ann", FakeIdentity.Password, $"?return={address}");

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("GET", "/models?name=a", "text/html,*/*;q=0.8", 302, "/sign-in?return=%2Fmodels%3Fname%3Da")]
    [InlineData("GET", "/", "text/html", 302, "/sign-in")]
    [InlineData("POST", "/models/a", "text/html", 303, "/sign-in?return=%2Fmodels%2Fa%3Funsaved%3Dtrue")]
    [InlineData("GET", Runs, "application/json", 401, null), InlineData("GET", "/models", "*/*", 401, null)]
    public async Task A_page_leads_to_the_sign_in(string method, string path, string accept, int status, string? target)
    {
        using var response = await browser.Send(new HttpMethod(method), path, ("Accept", accept));

        Assert.Equal((status, target), ((int)response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Theory, InlineData("Sec-Fetch-Mode", "cors"), InlineData("Referer", "http://localhost/")]
    public async Task A_script_of_a_page_gets_no_challenge_for_which_the_browser_asks(string header, string value)
    {
        using var response = await browser.Send(HttpMethod.Get, Runs, (header, value));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Bearer"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    [Fact]
    public async Task Before_the_first_administrator_a_page_leads_to_the_setup()
    {
        await using var fresh = await FakeIdentity.Start(setupRequired: true);
        var reader = new SessionBrowser(fresh.Gateway);

        using var response = await reader.Send(HttpMethod.Get, "/models", ("Accept", "text/html"));

        Assert.Equal(
            (HttpStatusCode.Found, "/setup"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal(200, await reader.Status("/setup"));
    }

    [Fact]
    public async Task With_an_administrator_the_setup_leads_to_the_sign_in()
    {
        using var response = await browser.Send(HttpMethod.Get, "/setup");

        Assert.Equal(
            (HttpStatusCode.Found, "/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Only_the_own_page_signs_in()
    {
        using var response = await browser.SignIn(
            "ann", FakeIdentity.Password, "", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal((HttpStatusCode.Forbidden, ""), (response.StatusCode, browser.SetCookie));
    }

    [Fact]
    public async Task Guesses_in_the_form_count_as_others()
    {
        for (var i = 0; i < 10; i++) (await browser.SignIn("ann", $"guess number {i}")).Dispose();

        using var response = await browser.SignIn("ann", FakeIdentity.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Guesses_count_also_if_the_client_goes_away()
    {
        for (var i = 0; i < 10; i++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => browser.SignIn("ann", $"guess {i}", soon.Token));
        }

        await Eventually.True(
            async () =>
            {
                using var response = await browser.SignIn("ann", $"guess {Guid.NewGuid()}");
                return response.StatusCode == HttpStatusCode.TooManyRequests;
            },
            "the guesses are counted");
    }

    [Theory]
    [InlineData("/assets/x"), InlineData("/_framework/x"), InlineData("/_content/x")]
    public async Task What_needs_no_account_is_only_read(string path)
    {
        using var response = await browser.Send(HttpMethod.Post, path, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused()
    {
        using var response = await browser.SignIn("ann", new string('x', 20_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("limit_exceeded", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Other_bodies_than_a_form_are_refused()
    {
        using var response = await browser.Send(HttpMethod.Post, "/sign-in", ("Origin", browser.Origin));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }
}
