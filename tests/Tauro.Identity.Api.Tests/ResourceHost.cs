using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;
using Tauro.TestServers;

namespace Tauro.Identity.Api.Tests;

/// <summary>
/// The identity service, and services with an experiment and a registered model of the user Olga in each of two
/// workspaces. They show them to those who may read them, as tracking and the registry do.
/// </summary>
internal sealed class ResourceHost : IAsyncDisposable
{
    public const string Model = "churn";

    /// <summary>Olga's experiment in <c>default</c>.</summary>
    public const string Plans = "7";

    /// <summary>Olga's experiment in <see cref="TeamA"/>.</summary>
    public const string PlansOfTeamA = "8";

    public static readonly WorkspaceName TeamA = new("team-a");

    /// <summary>Olga's model in <c>default</c>.</summary>
    public static readonly ModelId ModelId = new(new string('a', 32));

    private List<SmallService> services = [];

    private ResourceHost(IdentityHost identity) => Identity = identity;

    public IdentityHost Identity { get; }

    public Account Olga { get; private set; } = null!;

    public Account Ben { get; private set; } = null!;

    /// <summary>The experiments that were purged.</summary>
    public HashSet<string> Purged { get; } = [];

    public static async Task<ResourceHost> Start()
    {
        var ports = FreePort.Next(2);
        var identity = await IdentityHost.Start(
            ("services:tracking:http:0", $"http://127.0.0.1:{ports[0]}"),
            ("services:registry:http:0", $"http://127.0.0.1:{ports[1]}"));
        var host = new ResourceHost(identity);
        await identity.SetUp();
        await identity.Ok<Workspace>(
            identity.Admin, HttpMethod.Post, "/api/v1/workspaces", new NewWorkspace(TeamA));
        (host.Olga, host.Ben) = (await host.CreateUser("olga"), await host.CreateUser("ben"));
        var settings = new Dictionary<string, string?>
        {
            ["TAURO_AUTH"] = "required", ["TAURO_MLOPS_PATH"] = identity.Folder,
        };
        host.services =
        [
            await SmallService.Start(host.MapTracking, settings: settings, port: ports[0]),
            await SmallService.Start(host.MapRegistry, settings: settings, port: ports[1], name: "registry"),
        ];
        return host;
    }

    public Task<Account> CreateUser(string name) => Identity.Ok<Account>(
        Identity.Admin, HttpMethod.Post, "/api/v1/users", new NewUser(name, "tower of four birds"));

    /// <summary>Returns an account as the gateway names it, with the grants that it has now.</summary>
    public async Task<Principal> As(Account account, WorkspaceName workspace = default)
    {
        var roles = await ListRoles(account);
        return IdentityHost.PrincipalOf(account) with
        {
            Workspace = workspace,
            Grants = [.. roles.Where(role => role.Workspace == workspace).SelectMany(role => role.ToGrants())],
        };
    }

    /// <summary>Lists the roles of an account, also those with direct grants.</summary>
    public async Task<IReadOnlyList<Role>> ListRoles(Account account) =>
        await Identity.Services.GetRequiredService<IIdentityStore>().ListRoles(account.AccountId);

    /// <summary>Sends a request of MLflow's client, and returns the body of the response.</summary>
    public async Task<JsonElement> Send(Principal sender, HttpMethod method, string path, object? body = null)
    {
        var (status, response) = await Identity.Send(sender, method, path, body);
        Assert.True(status == 200, $"{method} {path}: {status} {response}");
        return response;
    }

    /// <summary>Sends a request that is refused, and returns the message.</summary>
    public async Task<string> Refused(
        int status, string code, Principal sender, HttpMethod method, string path, object? body = null)
    {
        var (found, response) = await Identity.Send(sender, method, path, body);
        Assert.True(found == status, $"{method} {path}: {found} {response}");
        Assert.Equal(code, response.GetProperty("error_code").GetString());
        return response.GetProperty("message").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
        await Identity.DisposeAsync();
    }

    private void MapTracking(WebApplication app)
    {
        Experiment[] all = [NewExperiment(Plans, default), NewExperiment(PlansOfTeamA, TeamA)];
        MapContents(app, "tracking");
        app.MapGet("/api/v1/experiments/{id}", (string id, HttpContext context) =>
        {
            var found = all.FirstOrDefault(experiment => experiment.ExperimentId == id && !Purged.Contains(id));
            return Show(context, found, found is null ? null : new AccessTarget(
                ResourceType.Experiment, found.ExperimentId, found.Owner, found.Workspace));
        });
    }

    private void MapRegistry(WebApplication app)
    {
        RegisteredModel[] all =
        [
            new() { ModelId = ModelId, Name = Model, Owner = Olga.AccountId },
            new() { ModelId = new(new string('b', 32)), Name = Model, Owner = Olga.AccountId, Workspace = TeamA },
        ];
        MapContents(app, "registry");
        app.MapGet("/api/v1/models/{name}", (string name, HttpContext context) =>
        {
            var found = all.FirstOrDefault(model =>
                model.Name == name && model.Workspace == context.GetPrincipal().Workspace);
            return Show(context, found, found is null ? null : new AccessTarget(
                ResourceType.RegisteredModel, found.ModelId, found.Owner, found.Workspace));
        });
    }

    private Experiment NewExperiment(string id, WorkspaceName workspace) => new()
    {
        ExperimentId = new(id), Name = "plans", ArtifactLocation = "", Owner = Olga.AccountId, Workspace = workspace,
    };

    private static void MapContents(WebApplication app, string service) => app.MapGet(
        $"/internal/{service}/workspaces/{{workspace}}", () => Results.Json(new WorkspaceUse(), TauroJson.Options));

    private static IResult Show<T>(HttpContext context, T? found, AccessTarget? target) where T : class
    {
        if (target is null || found is null) return Results.NotFound();
        var requirement = new AccessRequirement(AccessAction.Read, target.Type);
        return AccessDecision.Decide(context.GetPrincipal(), requirement, target).IsAllowed
            ? Results.Json(found, TauroJson.Options)
            : Results.NotFound();
    }
}
