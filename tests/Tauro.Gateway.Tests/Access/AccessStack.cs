extern alias identity;
extern alias registry;
extern alias tracking;

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Gateway.Tests.Edge;
using Tauro.Stores.Access;
using Tauro.TestServers;
using Tauro.TestServers.Access;
using Tauro.TestServers.Shapes;
using Tauro.Tokens;

namespace Tauro.Gateway.Tests.Access;

/// <summary>All services and the gateway, which require credentials, and the callers of the matrix.</summary>
public sealed class AccessStack : IAsyncLifetime
{
    private static readonly WorkspaceName TeamB = new("team-b");

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<MatrixCaller, string> keys = [];
    private readonly ConcurrentDictionary<(MatrixCaller, ShapeSeed), Principal> principals = [];
    private RunningService<identity::Program> identity = null!;
    private RunningService<tracking::Program> tracking = null!;
    private RunningService<registry::Program> registry = null!;
    private RunningGateway gateway = null!;
    private TestTokens tokens = null!;

    /// <summary>A client of the gateway with the key of an administrator.</summary>
    public HttpClient Administrator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var key = ApiKeySecret.Create(PrincipalKind.ServiceAccount).Value;
        await File.WriteAllTextAsync(folder["admin-key"], key);
        var settings = new Dictionary<string, string>
        {
            ["TAURO_AUTH"] = "required",
            ["TAURO_MLOPS_PATH"] = folder.Path,
            ["TAURO_SETUP_ADMIN_KEY_FILE"] = folder["admin-key"],
            ["TAURO_WEBHOOKS_ALLOW_PRIVATE"] = "1",
            ["Rates:AnonymousPerSecond"] = "0",
        };
        identity = new(settings);
        tracking = new(settings);
        settings["Sourcing:Tracking"] = tracking.Address;
        registry = new(settings);
        settings["services:identity:http:0"] = identity.Address;
        gateway = RunningGateway.Start(tracking.Address, registry.Address, settings);
        Administrator = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = gateway.Http.BaseAddress,
            DefaultRequestHeaders = { Authorization = new("Bearer", key) },
        };
        await Eventually.True(
            async () => (await Administrator.GetAsync("/api/v1/experiments")).IsSuccessStatusCode,
            "the administrator is known");
        tokens = new TestTokens(folder.Path);
        await CreateAccounts();
    }

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        await gateway.DisposeAsync();
        await registry.DisposeAsync();
        await tracking.DisposeAsync();
        await identity.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The endpoints of a process.</summary>
    public IEnumerable<RouteEndpoint> EndpointsOf(string process) => (process switch
    {
        "tracking" => tracking.Services,
        "registry" => registry.Services,
        "identity" => identity.Services,
        _ => gateway.Services,
    }).GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Creates a client of the port of a process.</summary>
    public HttpClient CreateClient(string process) => new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = process switch
        {
            "tracking" => new(tracking.Address),
            "registry" => new(registry.Address),
            "identity" => new(identity.Address),
            _ => gateway.Http.BaseAddress,
        },
    };

    /// <summary>Returns the API key of a caller, whose account has roles.</summary>
    public AuthenticationHeaderValue? GetKey(MatrixCaller caller) =>
        keys.TryGetValue(caller, out var key) ? new("Bearer", key) : null;

    /// <summary>Returns a token of a caller, whose levels are on the experiments and the model of a seed.</summary>
    public AuthenticationHeaderValue? CreateToken(string process, MatrixCaller caller, ShapeSeed seed) =>
        caller == MatrixCaller.Anonymous
            ? null
            // The token of the same principal is issued once.
            : new("Bearer", tokens.Issue(
                principals.GetOrAdd((caller, seed), _ => CreatePrincipal(caller, seed)), process));

    private static Principal CreatePrincipal(MatrixCaller caller, ShapeSeed seed)
    {
        var account = TestTokens.User(AccessLevel.Manage, ResourceType.Workspace) with
        {
            Id = new($"{caller}"), Name = $"{caller}", Workspace = TeamB,
        };
        return caller == MatrixCaller.Elsewhere
            ? account
            : account with
            {
                Workspace = WorkspaceName.Default, Grants = [.. GrantsOn(seed, Enum.Parse<AccessLevel>($"{caller}"))],
            };
    }

    private static IEnumerable<Grant> GrantsOn(ShapeSeed seed, AccessLevel level) =>
        from id in seed.Names
        let isModel = id.Key == "registered_model"
        where isModel || id.Key is "experiment" or "other_experiment" or "deleted_experiment"
        select new Grant(isModel ? ResourceType.RegisteredModel : ResourceType.Experiment, id.Value, level);

    private async Task CreateAccounts()
    {
        await Post<Workspace>("/api/v1/workspaces", new NewWorkspace(TeamB));
        await Eventually.True(
            async () => (await Administrator.GetAsync($"/workspaces/{TeamB}/api/v1/roles")).IsSuccessStatusCode,
            "the workspace is known");
        foreach (var caller in Enum.GetValues<MatrixCaller>().Where(caller => caller != MatrixCaller.Anonymous))
        {
            var isElsewhere = caller == MatrixCaller.Elsewhere;
            var roles = isElsewhere ? $"/workspaces/{TeamB}/api/v1/roles" : "/api/v1/roles";
            var account = await Post<Account>("/api/v1/service-accounts", new NewServiceAccount($"{caller}"));
            var role = await Post<Role>(roles, new NewRole($"matrix {caller}"));
            var level = isElsewhere ? AccessLevel.Manage : Enum.Parse<AccessLevel>($"{caller}");
            ResourceType[] types =
                isElsewhere ? [ResourceType.Workspace] : [ResourceType.Experiment, ResourceType.RegisteredModel];
            foreach (var type in types)
                await Post<JsonElement>($"{roles}/{role.RoleId}/permissions", new NewRolePermission(type, level));
            using var member = await Administrator.PutAsJsonAsync(
                $"{roles}/{role.RoleId}/members/{account.AccountId}", new { });
            member.EnsureSuccessStatusCode();
            keys[caller] = (await Post<CreatedApiKey>(
                "/api/v1/api-keys", new NewApiKey("matrix", account.AccountId))).Secret;
            await Eventually.True(() => IsKnown(caller), $"the key of {caller} is known");
        }
    }

    private async Task<bool> IsKnown(MatrixCaller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/whoami");
        request.Headers.Authorization = GetKey(caller);
        using var response = await gateway.Http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    private async Task<T> Post<T>(string path, object body)
    {
        using var response = await Administrator.PostAsJsonAsync(path, body, TauroJson.Options);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<T>(TauroJson.Options))!;
    }
}
