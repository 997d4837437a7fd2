using System.Net;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

public sealed class RedisSessionTests
{
    [Fact]
    public async Task Replicas_share_sessions_and_what_ends_them()
    {
        await using var redis = await RedisServer.Run();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString };
        await using var identity = await FakeIdentity.Start(settings: settings);
        await using var replica = identity.StartGateway(settings);
        var browser = new SessionBrowser(identity.Gateway);
        using var response = await browser.SignIn("ann", FakeIdentity.Password);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Task<HttpResponseMessage> AtReplica(HttpMethod method, string path) =>
            replica.Http.SendAsync(new HttpRequestMessage(method, path)
            {
                Headers = { { "Cookie", browser.Cookie }, { "Sec-Fetch-Site", "same-origin" } },
            });
        await Eventually.True(
            async () => (await AtReplica(HttpMethod.Get, "/api/v1/runs")).IsSuccessStatusCode, "the replica knows it");

        using var listed = await AtReplica(HttpMethod.Get, "/api/v1/sessions");
        Assert.Contains("\"is_current\":true", await listed.Content.ReadAsStringAsync());
        using var ended = await AtReplica(HttpMethod.Post, "/sign-out");

        Assert.Equal(401, await browser.Status("/api/v1/runs"));
    }

    [Fact]
    public async Task Without_Redis_sessions_wait_for_it_and_keys_work()
    {
        await using var redis = await RedisServer.Run();
        await using var identity = await FakeIdentity.Start(
            settings: new() { ["ConnectionStrings:redis"] = redis.ConnectionString });
        var browser = new SessionBrowser(identity.Gateway);
        (await browser.SignIn("ann", FakeIdentity.Password)).Dispose();
        await redis.Stop();

        Assert.Equal(503, await browser.Status("/api/v1/runs"));
        Assert.Equal(200, await browser.Status("/api/v1/runs", ("Authorization", $"Bearer {identity.Key.Value}")));
        using var signedOut = await browser.Send(HttpMethod.Post, "/sign-out", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, signedOut.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(signedOut.Headers.GetValues("Set-Cookie")));
        await redis.Start();
        await Eventually.True(async () => await browser.Status("/api/v1/runs") == 200, "the session works again");
    }

    [Fact]
    public async Task A_provider_ends_a_session_at_any_replica()
    {
        await using var redis = await RedisServer.Run();
        await using var provider = await OidcServer.Start();
        provider.User = new OidcUser("sub", "bob", "session");
        await using var stack = await IdentityStack.Start(folder => new(provider.CreateSettings(folder))
        {
            ["ConnectionStrings:redis"] = redis.ConnectionString,
        });
        await using var replica = stack.StartGateway();
        using var browser = new ProviderBrowser(stack.Gateway);
        await browser.Open("/auth/login");
        Assert.Equal(200, await browser.Status("/api/v1/runs"));
        var token = provider.CreateLogoutToken(claims => claims["sid"] = "session");

        Assert.Equal(200, await Report(replica));
        Assert.Equal(401, await browser.Status("/api/v1/runs"));
        Assert.Equal(400, await Report(stack.Gateway));

        // The response of the provider, too, may come to another replica.
        var (_, callback, _) = await browser.Open("/auth/login", until: "/auth/callback");
        await browser.Open($"http://127.0.0.1:{replica.Http.BaseAddress!.Port}{callback.PathAndQuery}");
        Assert.Equal(200, await browser.Status("/api/v1/runs"));

        async Task<int> Report(RunningGateway gateway)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token });
            using var response = await gateway.Http.PostAsync("/auth/backchannel-logout", form);
            return (int)response.StatusCode;
        }
    }
}
