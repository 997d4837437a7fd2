using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;
using Tauro.EndToEnd.Tests.BadInput;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.EndToEnd.Tests.Identity;

/// <summary>A stack that requires credentials, from its first start.</summary>
[Collection(KillableCollection.Name)]
public sealed partial class IdentityTests : StackTests, IAsyncLifetime
{
    private const string Experiment = "/api/2.0/mlflow/experiments/get?experiment_id=0";

    private readonly TemporaryFolder data = new();
    private readonly HttpClient anonymous = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private StackProcess stack = null!;

    public async ValueTask InitializeAsync() => StackUnderTest = stack = await StackProcess.Start(
        data.Path, adminKey: ApiKeySecret.Create(PrincipalKind.ServiceAccount).Value);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        anonymous.Dispose();
        await stack.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task Accounts_do_what_they_may_and_nothing_else()
    {
        var trainer = await CreateServiceAccount("trainer", ResourceType.Experiment, AccessLevel.Edit);
        var key = await stack.Api.Send<CreatedApiKey>(
            HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("nightly", trainer.AccountId));
        await Eventually.True(async () => await Status(Experiment, Bearer(key.Secret)) == 200, "the key is known");

        await AssertClientsOfMlflow(key.Secret);
        await AssertBadInputIsRefused(trainer, key.Key);
        await AssertServicesFollowEachOther();
        await AssertOwnersShareNothing();
        await AssertOwnersShare();
        await AssertWorkspacesShareNothing();
        await AssertServicePortsAreClosed(key.Secret);
        await AssertIdentityMayBeAway(key.Secret);
        await AssertRevokedWithin(TimeSpan.FromSeconds(5), key);
        await AssertKeysAreNowhere(key.Secret, stack.Api.Http.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    /// <summary>No key is in a file of the stack, in its output, or in what an administrator can read.</summary>
    private async Task AssertKeysAreNowhere(params IReadOnlyList<string> keys)
    {
        var outputs = new Dictionary<string, string> { ["the output"] = stack.Output };
        foreach (var path in new[]
        {
            "/metrics", "/status", "/api/v1/api-keys", "/api/v1/identity/trail", "/api/v1/tracking/trail",
            "/api/v1/registry/trail", "/api/v1/identity/events", "/api/v1/tracking/events", "/api/v1/registry/events",
        })
            outputs[path] = await stack.Api.Http.GetStringAsync(path);
        await stack.Stop();
        var given = Path.Combine(data.Path, "admin-key");
        foreach (var file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories)
            .Where(file => file != given))
            outputs[file] = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));

        Assert.InRange(outputs.Count, 30, 1_000);
        // The random part, which is enough to use a key.
        var secrets = keys.Select(key => key[(key.LastIndexOf('_') + 1)..]).ToList();
        Assert.Empty(outputs.Where(output => secrets.Any(output.Value.Contains)).Select(output => output.Key));
    }

    private async Task AssertClientsOfMlflow(string secret)
    {
        Assert.Equal(401, await Status(Experiment, null));
        Assert.Equal(401, await Status(Experiment, Bearer(secret[..^1] + (secret[^1] == 'x' ? 'y' : 'x'))));
        Assert.Equal(200, await Status(Experiment, Basic("token", secret)));
        Assert.Equal(403, await Status("/api/v1/registry/policies", Bearer(secret)));
        Assert.Equal(403, await Status("/api/v1/users", Bearer(secret)));
        Assert.Equal(401, await Status(Experiment, new AuthenticationHeaderValue("Basic", "%%%")));

        // A header of a client is no token of the gateway, and a cookie is no credential.
        using var request = new HttpRequestMessage(HttpMethod.Get, Experiment);
        request.Headers.Add("X-Tauro-Principal", "admin");
        request.Headers.Add("Cookie", $"tauro={stack.Api.Http.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.Equal(401, await Status(request));

        using var api = new TauroApi(stack.Api.Address, secret);
        var run = await api.StartRun(new NewRun(new("0"), "logged"));
        await api.Log(run.RunId, new RunBatch([new MetricPoint("auc", 0.9, 1_700_000_000_000)]));
        var trail = await stack.Api.Get<TrailPage>($"/api/v1/tracking/trail?resource=runs/{run.RunId}");
        Assert.All(trail.Items, entry =>
        {
            Assert.Equal("trainer", entry.Actor.Name);
            Assert.Equal(PrincipalKind.ServiceAccount, entry.Actor.Account!.Type);
            Assert.Equal(ApiKeySecret.Parse(secret)!.KeyId, entry.Actor.Account.KeyId);
        });
        using var page = await api.Http.GetAsync($"/runs/{run.RunId}");
        Assert.Contains("logged", await page.Content.ReadAsStringAsync());
    }

    private async Task AssertBadInputIsRefused(Account account, ApiKey key)
    {
        using var document = await stack.Api.Document("/openapi/v1.json");
        var operations = Operation.In(document.RootElement).Where(operation => operation.IsOfIdentity).ToList();
        Assert.InRange(operations.Count, 30, 60);
        var role = await stack.Api.Send<Role>(HttpMethod.Post, "/api/v1/roles", new NewRole("bad input"));
        var rule = await stack.Api.Send<GroupRule>(
            HttpMethod.Post, "/api/v1/group-rules", new NewGroupRule("https://a.test", "bad input", role.RoleId));
        var login = await stack.Api.Send<ExternalLogin>(
            HttpMethod.Post, "/api/v1/external-logins",
            new NewExternalLogin(account.AccountId, "https://a.test", "bad input"));
        var corpus = new Corpus(new Dictionary<string, string>
        {
            ["account_id"] = account.AccountId, ["key_id"] = key.KeyId, ["role_id"] = role.RoleId, ["number"] = "1",
            ["workspace"] = "default",
            ["rule_id"] = rule.RuleId, ["login_id"] = login.LoginId,
            ["id"] = "00000000000000-000000000000-00000000", // of a dead event, which cannot be created here
        });
        var before = await stack.Api.LastEvent("identity");

        var wrong = new List<string>();
        foreach (var request in operations.SelectMany(corpus.For))
        {
            var response = await RawResponse.Send(
                request, stack.Api.Address.Port, stack.Api.Http.DefaultRequestHeaders.Authorization!.Parameter);
            if (BadInputTests.FindFault(request, response) is { } fault) wrong.Add(fault);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(50))}");
        Assert.Equal(before, await stack.Api.LastEvent("identity"));
    }

    /// <summary>The registry copies the artifacts of a run, and tracking links the run to the version.</summary>
    private async Task AssertServicesFollowEachOther()
    {
        var run = await stack.Api.StartRun(new NewRun(new("0"), "source"));
        using (var upload = new ByteArrayContent("weights"u8.ToArray()))
        using (var stored = await stack.Api.Http.PutAsync($"/api/v1/runs/{run.RunId}/artifacts/model/w.bin", upload))
            Assert.True(stored.IsSuccessStatusCode, $"{stored.StatusCode}");
        var version = await stack.Api.Register(
            "net", new NewModelVersion(Source: $"runs:/{run.RunId}/model", SourceRunId: run.RunId));

        await Eventually.True(
            async () => (await stack.Api.GetVersion("net", version.Version)).Status == ModelVersionStatus.Ready,
            "the artifacts are copied");
        await Eventually.True(
            async () => (await stack.Api.GetRun(run.RunId)).ModelVersions.Count == 1, "the run is linked");
    }

    private async Task AssertServicePortsAreClosed(string secret)
    {
        foreach (var service in (string[])["tracking", "registry", "identity", "web"])
        {
            using var http = new HttpClient { BaseAddress = await AddressOf(service) };
            using var alive = await http.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            foreach (var credentials in (AuthenticationHeaderValue?[])[null, Bearer(secret), Basic("admin", secret)])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, service == "web" ? "/" : "/status");
                request.Headers.Authorization = credentials;
                using var response = await http.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            }
        }
    }

    /// <summary>The identity service is killed again and again, while a client with a key goes on.</summary>
    private async Task AssertIdentityMayBeAway(string secret)
    {
        var isDone = false;
        var client = Task.Run(async () =>
        {
            var served = 0;
            for (; !Volatile.Read(ref isDone); served++)
                Assert.Equal(200, await Status(Experiment, Bearer(secret)));
            return served;
        });
        for (var i = 0; i < 3; i++)
        {
            var name = $"made before kill {i}";
            await stack.Api.Send(HttpMethod.Post, "/api/v1/users", new NewUser(name));
            await stack.KillAndAwaitRestart("identity");
            var users = await stack.Api.Get<Contracts.Paging.Page<Account>>("/api/v1/users");
            Assert.Contains(name, users.Items.Select(account => account.Name));
        }

        Volatile.Write(ref isDone, true);
        Assert.True(await client > 10);
    }

    /// <summary>Many clients use a key while it is revoked.</summary>
    private async Task AssertRevokedWithin(TimeSpan limit, CreatedApiKey key)
    {
        var revoked = long.MaxValue;
        var clients = Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
        {
            long lastServed = 0;
            while (Environment.TickCount64 - 7_000 < Volatile.Read(ref revoked))
            {
                var sent = Environment.TickCount64;
                if (await Status(Experiment, Bearer(key.Secret)) == 200) lastServed = sent;
            }

            return lastServed;
        })).ToArray();
        await stack.Api.Http.DeleteAsync($"/api/v1/api-keys/{key.Key.KeyId}");
        Volatile.Write(ref revoked, Environment.TickCount64);

        foreach (var lastServed in await Task.WhenAll(clients))
            Assert.True(lastServed <= revoked + limit.TotalMilliseconds, $"served {lastServed - revoked} ms later");
    }

    private async Task<Account> CreateServiceAccount(string name, ResourceType type, AccessLevel level)
    {
        var account = await stack.Api.Send<Account>(
            HttpMethod.Post, "/api/v1/service-accounts", new NewServiceAccount(name));
        var role = await stack.Api.Send<Role>(HttpMethod.Post, "/api/v1/roles", new NewRole($"{name}s"));
        await stack.Api.Send(
            HttpMethod.Post, $"/api/v1/roles/{role.RoleId}/permissions", new NewRolePermission(type, level));
        await stack.Api.Send(
            HttpMethod.Put, $"/api/v1/roles/{role.RoleId}/members/{account.AccountId}", new { });
        return account;
    }

    private async Task<TauroApi> CreateClient(string name, ResourceType type, AccessLevel level)
    {
        var account = await CreateServiceAccount(name, type, level);
        var key = await stack.Api.Send<CreatedApiKey>(
            HttpMethod.Post, "/api/v1/api-keys", new NewApiKey(name, account.AccountId));
        await Eventually.True(
            async () => await Status("/api/v1/whoami", Bearer(key.Secret)) == 200, $"the key of {name} is known");
        return new TauroApi(stack.Api.Address, key.Secret);
    }

    private async Task<Uri> AddressOf(string service) =>
        await KnownProcess.Get(await stack.Api.PidOf(service)).GetAddress();

    private async Task<int> Status(string path, AuthenticationHeaderValue? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = credentials;
        return await Status(request);
    }

    private async Task<int> Status(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(stack.Api.Address, request.RequestUri!);
        using var response = await anonymous.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static AuthenticationHeaderValue Bearer(string secret) => new("Bearer", secret);

    private static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
