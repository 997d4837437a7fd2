using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Stores.Access;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.Gateway.Tests.Identity;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";

    private FakeIdentity identity = null!;

    public async ValueTask InitializeAsync() => identity = await FakeIdentity.Start();

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Fact]
    public async Task A_request_without_credentials_is_refused_at_once()
    {
        using var response = await Send(Runs, null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Bearer", "Basic"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        Assert.Null(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/", 401)]
    [InlineData("/status", 401)]
    [InlineData("/version", 401)]
    [InlineData("/openapi/v1.json", 401)]
    [InlineData("/account", 401)]
    [InlineData("/api/v1/sessions", 401)]
    [InlineData("/no/such/route", 401)]
    [InlineData("/sign-in/other", 401)]
    [InlineData("/sign-in", 200)]
    [InlineData("/setup", 200)]
    [InlineData("/assets/site.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/health", 200)]
    [InlineData("/health/live", 200)]
    public async Task Only_probes_and_what_the_sign_in_needs_are_public(string path, int expected)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using var response = await Send(path, null, method);
            Assert.Equal(expected, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_service_gets_a_token_in_place_of_what_the_client_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Runs);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", identity.Key.Value);
        request.Headers.Add("Cookie", "session=1");
        request.Headers.Add("X-Tauro-Principal", "admin");
        request.Headers.Add("X-Forwarded-Access-Token", "t");
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");
        using var response = await identity.Gateway.Http.SendAsync(request);
        var received = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;

        Assert.Matches(@"^Bearer [\w-]+\.[\w-]+\.[\w-]+$", received["Authorization"]);
        Assert.DoesNotContain(identity.Key.Value, JsonSerializer.Serialize(received));
        Assert.DoesNotContain(received.Keys, name => name is "Cookie" or "X-HTTP-Method-Override"
            || name.StartsWith("X-Tauro-", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Access-Token"));
    }

    [Fact]
    public async Task A_key_is_accepted_in_both_schemes_and_refused_when_it_is_revoked()
    {
        Assert.Equal(200, await Status(Bearer(identity.Key.Value)));
        Assert.Equal(200, await Status(Basic("anything", identity.Key.Value)));
        Assert.Equal(401, await Status(Bearer(ApiKeySecret.Create(PrincipalKind.User).Value)));

        identity.Change(snapshot => snapshot with { Keys = [] });

        await Eventually.True(async () => await Status(Bearer(identity.Key.Value)) == 401, "the key is refused");
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        identity.Change(snapshot => snapshot with
        {
            Keys = [snapshot.Keys[0] with { Key = snapshot.Keys[0].Key with { ExpirationTime = 1_000 } }],
        });

        await Eventually.True(async () => await Status(Bearer(identity.Key.Value)) == 401, "the key is refused");
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_response()
    {
        using var unknown = await Send(Runs, Basic("unknown", FakeIdentity.Password));
        using var wrong = await Send(Runs, Basic("ann", "wrong horse battery"));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(await Detail(unknown), await Detail(wrong));
    }

    [Fact]
    public async Task Many_workers_send_the_same_password_at_once()
    {
        var statuses = await Task.WhenAll(
            Enumerable.Range(0, 80).Select(_ => Status(Basic("ann", FakeIdentity.Password))));

        Assert.All(statuses, status => Assert.Equal(200, status));
    }

    [Fact]
    public async Task Who_tries_many_passwords_has_to_wait()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(401, await Status(Basic("ann", $"guess number {i}")));

        using var response = await Send(Runs, Basic("ann", "guess number 11"));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(200, await Status(Basic("eva", FakeIdentity.Password)));
        Assert.Equal(200, await Status(Bearer(identity.Key.Value)));
    }

    [Fact]
    public async Task A_changed_password_is_refused()
    {
        Assert.Equal(200, await Status(Basic("ann", FakeIdentity.Password)));
        var other = await ServiceDefaults.Principals.Passwords.Hash("quite another one", CancellationToken.None);

        identity.Change(snapshot => snapshot with
        {
            Accounts = [snapshot.Accounts[0] with { PasswordHash = other, PasswordVersion = 2 }],
        });

        await Eventually.True(
            async () => await Status(Basic("ann", "quite another one")) == 200, "the new password is accepted");
        Assert.Equal(401, await Status(Basic("ann", FakeIdentity.Password)));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic /////w==")]
    [InlineData("Digest username=ann")]
    public async Task An_unreadable_header_is_refused(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Runs);
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await identity.Gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_page_reads_as_its_reader_until_their_key_is_revoked()
    {
        var tokens = identity.Tokens;
        var reader = new Principal(PrincipalKind.User, new("id of ann"), "ann", true, [], null, identity.Key.KeyId);
        var token = tokens.Issue(reader, "web");
        Assert.Equal(200, await Status(Bearer(token)));
        Assert.Equal(401, await Status(Bearer(tokens.Issue(reader, "tracking"))));
        Assert.Equal(401, await Status(Bearer(tokens.Issue(tokens.OfProcess, "web"))));

        identity.Change(snapshot => snapshot with { Keys = [] });

        await Eventually.True(async () => await Status(Bearer(token)) == 401, "the token is refused");
    }

    [Fact]
    public async Task Before_the_first_administrator_only_the_setup_is_served()
    {
        await using var fresh = await FakeIdentity.Start(setupRequired: true);
        var http = fresh.Gateway.Http;

        var refused = await http.GetAsync(Runs);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("setup_required", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/v1/setup", new { })).StatusCode);
        Assert.False((await http.GetAsync("/api/v1/setup")).IsSuccessStatusCode);
        Assert.False((await http.PostAsJsonAsync("/api/v1/setup/x", new { })).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Without_accounts_the_gateway_is_not_ready()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = RunningGateway.Start(null, null, new Dictionary<string, string>
        {
            ["TAURO_AUTH"] = "required", ["TAURO_MLOPS_PATH"] = folder.Path,
            ["services:identity:http:0"] = RunningGateway.GetUnusedAddress(),
        });

        Assert.Equal(503, (await gateway.Get("/health/ready")).Status);
        var (status, body) = await gateway.Get(Runs);
        Assert.Equal((503, "identity_unavailable"), (status, body.GetProperty("code").GetString()));
    }

    private async Task<int> Status(AuthenticationHeaderValue credentials)
    {
        using var response = await Send(Runs, credentials);
        return (int)response.StatusCode;
    }

    private Task<HttpResponseMessage> Send(
        string path, AuthenticationHeaderValue? credentials, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = credentials;
        return identity.Gateway.Http.SendAsync(request);
    }

    private static async Task<string?> Detail(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();

    private static AuthenticationHeaderValue Bearer(string secret) => new("Bearer", secret);

    private static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
