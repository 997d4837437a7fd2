using System.Net.Http.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Tests;

/// <summary>Sign-ins, invalid credentials and refused requests, which the gateway reports.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Audit = "/internal/identity/audit";

    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private IdentityHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start(("Audit:EntriesMax", "1000"), ("Audit:KeptFor", "30.00:00:00"));
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Entries_are_selected_the_newest_first_also_after_a_restart()
    {
        await Record(
            Entry(Now - 3, "accounts/1"), Entry(Now - 1, "accounts/1/x"),
            Entry(Now - 2, "accounts/2", AuditAction.SignOut), Entry(Now - 4, null, name: "eva"));
        await host.Restart();

        Assert.Equal([Now - 1, Now - 2, Now - 3, Now - 4], await Times(new SecurityQuery()));
        Assert.Equal([Now - 1, Now - 3], await Times(new SecurityQuery(Resource: "accounts/1/*")));
        Assert.Equal([Now - 3], await Times(new SecurityQuery(Resource: "accounts/1")));
        Assert.Equal([Now - 2], await Times(new SecurityQuery(Action: AuditAction.SignOut)));
        Assert.Equal([Now - 4], await Times(new SecurityQuery(Actor: "eva")));
        Assert.Equal([Now - 2, Now - 3], await Times(new SecurityQuery(Since: Now - 3, Until: Now - 2)));
        Assert.Empty(await Times(new SecurityQuery(Outcome: AuditOutcome.Refused)));
        var first = await Read(new SecurityQuery(CountMax: 3));
        Assert.Equal(
            [Now - 4], await Times(new SecurityQuery(BeforeTime: first[2].Time, BeforeSequence: first[2].Sequence)));
    }

    [Fact]
    public async Task Old_entries_and_those_over_the_limit_are_removed()
    {
        await Record([.. Enumerable.Repeat(Entry(Now - 86_400_000L * 31, "old"), 400)]);
        await Record([.. Enumerable.Repeat(Entry(Now, "new"), 700)]);
        Assert.Empty(await Times(new SecurityQuery(Resource: "old")));

        await Record([.. Enumerable.Repeat(Entry(Now, "newest"), 600)]);
        await host.Restart();

        Assert.Equal(1_000, (await Times(new SecurityQuery(CountMax: 5_000))).Count);
        Assert.Equal(600, (await Times(new SecurityQuery(Resource: "newest", CountMax: 5_000))).Count);
    }

    [Fact]
    public async Task A_revoked_key_that_is_used_is_named()
    {
        var key = (await host.Ok<CreatedApiKey>(
            host.Admin, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("laptop"))).Key;
        await host.Send(host.Admin, HttpMethod.Delete, $"/api/v1/api-keys/{key.KeyId}");

        await Record(Entry(Now, $"api-keys/{key.KeyId}", AuditAction.Credentials));

        Assert.Equal(
            $"The key 'laptop' of {host.Admin.Id} is revoked.", (await Read(new SecurityQuery()))[0].Detail);
    }

    [Fact]
    public async Task Entries_change_neither_the_version_of_the_accounts_nor_the_trail()
    {
        var before = await Heads();
        await Record(Entry(Now, "accounts/1"));
        Assert.Equal(before, await Heads());
    }

    [Fact]
    public async Task Only_the_gateway_reports_and_reads_entries()
    {
        Assert.Equal(403, (await host.Send(host.Admin, HttpMethod.Post, Audit, new[] { Entry(Now, null) })).Status);
        Assert.Equal(403, (await host.Send(host.Admin, HttpMethod.Post, $"{Audit}/read", new SecurityQuery())).Status);
        Assert.Equal(400, (await host.Send(
            host.Tokens.OfProcess, HttpMethod.Post, Audit, Enumerable.Repeat(Entry(Now, null), 1_001))).Status);
    }

    [Fact]
    public async Task Refused_and_hidden_requests_say_so_to_the_gateway()
    {
        var eva = new Principal(PrincipalKind.User, new("eva"), "eva", false, []);

        var refused = await Refusal(eva, "/api/v1/users");
        Assert.StartsWith("GET /api/v1/users/ eva ", refused);
        var hidden = await Refusal(eva, $"/api/v1/users/{host.Admin.Id}");
        Assert.Contains("may not see other accounts", hidden);
        Assert.StartsWith("GET /api/v1/users/{account_id}", hidden);
        Assert.Null(await Refusal(host.Admin, "/api/v1/users/none"));
        Assert.Null(await Refusal(eva, "/api/v1/whoami"));
    }

    [Fact]
    public async Task A_wrong_setup_token_is_reported() => Assert.StartsWith(
        "POST /api/v1/setup", await Refusal(
            host.Tokens.OfProcess, "/api/v1/setup",
            new NewAdmin("tauro_setup_wrong", "eve", "correct horse battery")));

    [Fact]
    public async Task The_trail_has_who_made_a_change_and_from_where()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/roles");
        var admin = host.Admin with { KeyId = new ApiKeyId("Ab3dE6gH") };
        request.Headers.Authorization = new("Bearer", host.Tokens.Issue(admin, "identity"));
        request.Headers.Add("User-Agent", $"client/{new string('1', 300)}");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7, 203.0.113.9");
        request.Content = JsonContent.Create(new { name = "science" });
        using var response = await host.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);

        var actor = (await host.Ok<TrailPage>(
            host.Admin, HttpMethod.Get, "/api/v1/identity/trail?order=DESC&limit=1")).Items[0].Actor;

        Assert.Equal(
            new TrailActor(
                ActorKind.Client, "203.0.113.9", $"client/{new string('1', 193)}", "ann",
                new TrailAccount(PrincipalKind.User, host.Admin.Id, admin.KeyId)),
            actor);
    }

    private async Task<string?> Refusal(Principal sender, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", host.Tokens.Issue(sender, "identity"));
        if (body is not null) request.Content = JsonContent.Create(body, options: TauroJson.Options);
        using var response = await host.Http.SendAsync(request);
        return response.Headers.TryGetValues(RefusalHeader.Name, out var values)
            ? Uri.UnescapeDataString(values.Single())
            : null;
    }

    private async Task<(long, long)> Heads() => (
        (await host.Ok<IdentitySnapshot>(
            host.Tokens.OfProcess, HttpMethod.Get, "/internal/identity/snapshot")).Version,
        (await host.Ok<TrailCheckpoint>(
            host.Admin, HttpMethod.Get, "/api/v1/identity/trail/checkpoint")).Sequence);

    private async Task Record(params AuditEntry[] entries)
    {
        foreach (var part in entries.Chunk(1_000))
            Assert.Equal(204, (await host.Send(host.Tokens.OfProcess, HttpMethod.Post, Audit, part)).Status);
    }

    private Task<List<AuditEntry>> Read(SecurityQuery query) =>
        host.Ok<List<AuditEntry>>(host.Tokens.OfProcess, HttpMethod.Post, $"{Audit}/read", query);

    private async Task<List<long>> Times(SecurityQuery query) => [.. (await Read(query)).Select(entry => entry.Time)];

    private static AuditEntry Entry(
        long time, string? resource, AuditAction action = AuditAction.SignIn, string? name = null) => new(
        AuditSource.Security, 0, time, action, AuditOutcome.Failed, new TrailActor(ActorKind.Client, Name: name),
        resource);
}
