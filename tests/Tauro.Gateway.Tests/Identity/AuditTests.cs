using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Json;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.Gateway.Tests.Identity;

public sealed class AuditTests : IAsyncLifetime
{
    private FakeIdentity identity = null!;

    public async ValueTask InitializeAsync() => identity = await FakeIdentity.Start(
        settings: new() { ["SecurityAudit:CountFor"] = "00:00:01" });

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Fact]
    public async Task Sign_ins_are_reported_with_the_reason_but_without_what_was_entered()
    {
        await Send("/api/v1/runs", Basic("secret-name", "guessed password"));
        await Send("/api/v1/runs", Basic("eva", "guessed password"));
        await Send("/api/v1/runs", Basic("eva", FakeIdentity.Password));

        var entries = await Reported(3);

        Assert.All(entries, entry => Assert.Equal(AuditAction.SignIn, entry.Action));
        Assert.Equal(
            [
                (AuditOutcome.Failed, null, "The name is unknown."),
                (AuditOutcome.Failed, "accounts/id of eva", "The password is wrong."),
                (AuditOutcome.Succeeded, "accounts/id of eva", "A name and a password, with a request."),
            ],
            entries.Select(entry => (entry.Outcome, entry.Resource, entry.Detail)));
        Assert.Equal("eva", entries[2].Actor.Name);
        Assert.All(entries, entry => Assert.Equal("127.0.0.1", entry.Actor.Address));
        var json = JsonSerializer.Serialize(entries, TauroJson.Options);
        Assert.DoesNotContain("guessed", json);
        Assert.DoesNotContain("secret-name", json);
        Assert.DoesNotContain(FakeIdentity.Password, json);
    }

    [Fact]
    public async Task A_session_is_reported_when_it_begins_and_ends()
    {
        var browser = new SessionBrowser(identity.Gateway);
        await browser.SignIn("eva", FakeIdentity.Password);
        using var signedOut = await browser.Send(HttpMethod.Post, "/sign-out", ("Origin", browser.Origin));

        var entries = await Reported(2);

        Assert.Equal([AuditAction.SignIn, AuditAction.SignOut], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal("id of eva", entry.Actor.Account?.Id.Value));
    }

    [Fact]
    public async Task An_unknown_key_is_reported_by_its_id()
    {
        var key = ApiKeySecret.Create(PrincipalKind.User);
        await Send("/api/v1/runs", new("Bearer", key.Value));
        await Send("/api/v1/runs", new("Bearer", "tauro_u_mistyped"));

        var entries = await Reported(2);

        Assert.Equal([$"api-keys/{key.KeyId}", null], entries.Select(entry => entry.Resource));
        Assert.DoesNotContain(key.Value, JsonSerializer.Serialize(entries, TauroJson.Options));
    }

    [Fact]
    public async Task Requests_that_a_service_refuses_are_counted_after_the_first()
    {
        for (var i = 0; i < 5; i++)
        {
            using var response = await Send("/api/v1/runs/hidden", Basic("eva", FakeIdentity.Password));
            Assert.Equal(404, (int)response.StatusCode);
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("X-Tauro-"));
        }

        var entries = (await Reported(3)).Where(entry => entry.Action == AuditAction.Request).ToList();

        Assert.Equal([1, 4], entries.Select(entry => entry.Count));
        Assert.All(entries, entry =>
        {
            Assert.Equal(
                (AuditOutcome.Refused, "runs/hidden", "GET: eva may not", "eva"),
                (entry.Outcome, entry.Resource, entry.Detail, entry.Actor.Name));
        });
        Assert.NotNull(entries[1].FirstTime);
    }

    [Fact]
    public async Task A_flood_from_many_addresses_is_only_counted()
    {
        await using var flooded = await FakeIdentity.Start(settings: new()
        {
            ["SecurityAudit:KindsMax"] = "10", ["SecurityAudit:WaitingMax"] = "10",
            ["TAURO_KNOWN_PROXIES"] = "127.0.0.1",
        });
        for (var i = 0; i < 50; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
            request.Headers.Authorization = new("Bearer", "tauro_u_mistyped");
            request.Headers.Add("X-Forwarded-For", $"10.0.0.{i}");
            (await flooded.Gateway.Http.SendAsync(request)).Dispose();
        }

        await flooded.Gateway.DisposeAsync();

        Assert.Equal(10, flooded.Audit.Count(entry => entry.Action == AuditAction.Credentials));
        Assert.Equal(40, flooded.Audit.Where(entry => entry.Action == AuditAction.Omitted).Sum(entry => entry.Count));
    }

    [Fact]
    public async Task The_gateway_reports_its_own_refusals()
    {
        using var response = await Send("/api/v1/audit", Basic("eva", FakeIdentity.Password));

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains(await Reported(2), entry => entry is
        {
            Action: AuditAction.Request, Resource: "audit", Actor.Name: "eva",
        });
    }

    [Fact]
    public async Task All_sources_are_read_as_one_list_that_says_what_is_missing()
    {
        identity.Audit.Enqueue(Entry(3));
        identity.Audit.Enqueue(Entry(2));

        var first = await Read("limit=2");
        var second = await Read($"limit=2&page_token={first.NextPageToken}");

        Assert.Equal(
            [(AuditSource.Tracking, 4), (AuditSource.Tracking, 3)],
            first.Items.Select(entry => (entry.Source, entry.Time)));
        Assert.Equal([AuditSource.Registry], first.Unavailable);
        Assert.Equal(
            [(AuditSource.Security, 3), (AuditSource.Tracking, 2)],
            second.Items.Select(entry => (entry.Source, entry.Time)));
    }

    [Fact]
    public async Task Only_sources_that_can_have_an_entry_are_read()
    {
        identity.Audit.Enqueue(Entry(3));

        Assert.All(
            (await Read("outcome=FAILED")).Items, entry => Assert.Equal(AuditSource.Security, entry.Source));
        Assert.All(
            (await Read("action=UPDATED&limit=1")).Items,
            entry => Assert.Equal(AuditSource.Tracking, entry.Source));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=x")]
    [InlineData("since=yesterday")]
    [InlineData("action=LEFT")]
    [InlineData("outcome=3")]
    [InlineData("page_token=x")]
    [InlineData("nothing=1")]
    public async Task A_bad_query_is_refused(string query)
    {
        using var response = await Send($"/api/v1/audit?{query}", new("Bearer", identity.Key.Value));
        Assert.Equal(400, (int)response.StatusCode);
    }

    private async Task<AuditPage> Read(string query)
    {
        using var response = await Send($"/api/v1/audit?{query}", new("Bearer", identity.Key.Value));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<AuditPage>(TauroJson.Options))!;
    }

    private async Task<List<AuditEntry>> Reported(int count)
    {
        await Eventually.True(() => Task.FromResult(identity.Audit.Count >= count), $"{count} entries are reported");
        return [.. identity.Audit];
    }

    private static AuditEntry Entry(long time) => new(
        AuditSource.Security, time, time, AuditAction.SignIn, AuditOutcome.Failed,
        new(Contracts.Trail.ActorKind.Client));

    private Task<HttpResponseMessage> Send(string path, AuthenticationHeaderValue credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = credentials;
        return identity.Gateway.Http.SendAsync(request);
    }

    private static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
