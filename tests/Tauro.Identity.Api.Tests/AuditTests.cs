using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
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
        Assert.Contains("is not an administrator", refused);
        var hidden = await Refusal(eva, $"/api/v1/users/{host.Admin.Id}");
        Assert.Contains("may%20not%20see%20other%20accounts".Replace("%20", " "), hidden);
        Assert.StartsWith("GET /api/v1/users/{account_id}", hidden);
        Assert.Null(await Refusal(host.Admin, "/api/v1/users/none"));
        Assert.Null(await Refusal(eva, "/api/v1/whoami"));
    }

    private async Task<string?> Refusal(Principal sender, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", host.Tokens.Issue(sender, "identity"));
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
