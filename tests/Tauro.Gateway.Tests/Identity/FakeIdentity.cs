using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Identity;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>An identity service with the accounts of a test, and a gateway that requires credentials.</summary>
internal sealed class FakeIdentity : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim changed = new(0);
    private Backend identity = null!;
    private Backend tracking = null!;
    private Backend web = null!;
    private IdentitySnapshot snapshot;

    private long asked;

    private FakeIdentity(IdentitySnapshot snapshot) => this.snapshot = snapshot;

    public RunningGateway Gateway { get; private set; } = null!;

    /// <summary>Completes when a request for <c>/api/v1/runs/held</c> has arrived.</summary>
    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the requests for <c>/api/v1/runs/held</c> complete.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The secret of Ann's key.</summary>
    public ApiKeySecret Key { get; } = ApiKeySecret.Create(PrincipalKind.User);

    /// <summary>What the gateway has reported for the audit.</summary>
    public ConcurrentQueue<AuditEntry> Audit { get; } = [];

    public TestTokens Tokens => new(folder.Path);

    /// <summary>Starts a gateway with the users Ann and Eva, and a key of Ann.</summary>
    /// <param name="setupRequired">Whether there is no administrator yet.</param>
    /// <param name="settings">Additional settings of the gateway.</param>
    /// <param name="clock">The clock of the gateway; that of the system by default.</param>
    public static async Task<FakeIdentity> Start(
        bool setupRequired = false, Dictionary<string, string>? settings = null, TimeProvider? clock = null)
    {
        var hash = await Passwords.Hash(Password, CancellationToken.None);
        var fake = new FakeIdentity(new IdentitySnapshot(
            1, setupRequired, [Account("ann", hash), Account("eva", hash)], [], [],
            [new Workspace { Name = WorkspaceName.Default }]));
        fake.snapshot = fake.snapshot with { Keys = [fake.KeyOf("ann")] };
        fake.identity = await Backend.Start("identity", app =>
        {
            app.MapGet("/internal/identity/snapshot", fake.Read);
            app.MapPost("/api/v1/setup", () => TypedResults.Ok(new { made = true }));
            app.MapPost("/internal/identity/audit", (List<AuditEntry> entries) => entries.ForEach(fake.Audit.Enqueue));
            app.MapPost("/internal/identity/audit/read", () => fake.Audit.ToArray());
            app.MapGet("/api/v1/identity/trail", () => new TrailPage([], 0, null));
        });
        fake.tracking = await Backend.Start("tracking", app =>
        {
            app.Map("/api/v1/runs", Echo);
            app.Map("/api/v1/runs/hidden", RefuseAsHidden);
            app.MapGet("/api/v1/tracking/trail", ReadTrail);
            app.MapPost("/api/v1/runs/1/batch", WritePoints);
            app.MapPost("/api/v1/runs/held", fake.Hold);
        });
        fake.web = await Backend.Start("web", app => app.Map("/{**path}", Echo));
        fake.Gateway = fake.StartGateway(settings, clock);
        await Eventually.True(
            async () => (await fake.Gateway.Http.GetAsync("/health/ready")).IsSuccessStatusCode,
            "the gateway is ready");
        return fake;
    }

    /// <summary>Starts a gateway; another one than <see cref="Gateway"/> is a replica of it.</summary>
    public RunningGateway StartGateway(Dictionary<string, string>? settings = null, TimeProvider? clock = null) =>
        RunningGateway.Start(tracking.Address, null, new Dictionary<string, string>(settings ?? [])
        {
            ["TAURO_AUTH"] = "required",
            ["TAURO_MLOPS_PATH"] = folder.Path,
            ["services:identity:http:0"] = identity.Address,
            ["SecurityAudit:Interval"] = "00:00:00.05",
        }, web: web.Address, clock: clock);

    /// <summary>Changes the accounts, as the gateway sees them at once.</summary>
    public void Change(Func<IdentitySnapshot, IdentitySnapshot> change)
    {
        snapshot = change(snapshot) with { Version = snapshot.Version + 1 };
        changed.Release();
    }

    /// <summary>Changes the accounts, and waits until the gateway has them.</summary>
    public async Task ChangeNow(Func<IdentitySnapshot, IdentitySnapshot> change)
    {
        Change(change);
        // It asks for the next one when it has this.
        await Eventually.True(() => asked == snapshot.Version, "the gateway has the change");
    }

    public async ValueTask DisposeAsync()
    {
        changed.Release();
        await Gateway.DisposeAsync();
        await tracking.DisposeAsync();
        await web.DisposeAsync();
        await identity.DisposeAsync();
        folder.Dispose();
    }

    public static StoredAccount Account(string name, string? passwordHash) => new(
        new Account
        {
            AccountId = new AccountId($"id of {name}"), Number = 1, Kind = PrincipalKind.User, Name = name,
            IsAdmin = name == "ann",
        },
        passwordHash, 1);

    private StoredApiKey KeyOf(string name) => new(
        new ApiKey
        {
            KeyId = Key.KeyId, AccountId = new AccountId($"id of {name}"), Name = "laptop",
            ExpirationTime = long.MaxValue,
        },
        SecretHash.Compute(Key.Value));

    /// <summary>Returns the headers that a service received, and the method.</summary>
    private static Dictionary<string, string> Echo(HttpRequest request) => request.Headers
        .ToDictionary(header => header.Key, header => header.Value.ToString())
        .Append(new("method", request.Method)).ToDictionary();

    private static IResult RefuseAsHidden(HttpResponse response)
    {
        response.Headers[RefusalHeader.Name] = "GET%20%2Fruns%2F%7Brun_id%7D eva%20may%20not";
        return TypedResults.NotFound();
    }

    private static void WritePoints(HttpResponse response) => response.Headers[PointsHeader.Name] = "1000";

    private async Task Hold()
    {
        Held.TrySetResult();
        await Release.Task;
    }

    /// <summary>Returns the entries 4 to 1 by two.</summary>
    private static TrailPage ReadTrail(long after = 5)
    {
        var items = new[] { after - 1, after - 2 }.Select(sequence => new TrailEntry(
            sequence, sequence, new TrailActor(ActorKind.Client, Name: "eva"), TrailAction.Updated, "run", "runs/1",
            null, null, null, null, null, "", "")).ToList();
        return new TrailPage(items, 4, after > 3 ? after - 2 : null);
    }

    private async Task<IResult> Read(long after, CancellationToken cancel)
    {
        asked = after;
        if (after == snapshot.Version) await changed.WaitAsync(cancel);
        return after == snapshot.Version ? TypedResults.NoContent() : TypedResults.Ok(snapshot);
    }
}
