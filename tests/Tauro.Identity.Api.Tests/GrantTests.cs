using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;

namespace Tauro.Identity.Api.Tests;

/// <summary>Grants to single users, as MLflow's clients from 3.13 on send them.</summary>
public sealed partial class GrantTests : IAsyncLifetime
{
    private const string Permissions = "/api/3.0/mlflow/users/permissions";
    private const string Invalid = "INVALID_PARAMETER_VALUE";
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";
    private const string Denied = "PERMISSION_DENIED";

    private ResourceHost host = null!;

    private Principal Admin => host.Identity.Admin with { Workspace = WorkspaceName.Default };

    private Principal Olga => IdentityHost.PrincipalOf(host.Olga) with { Workspace = WorkspaceName.Default };

    public async ValueTask InitializeAsync() => host = await ResourceHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_owner_shares_an_experiment_and_revokes_that()
    {
        Assert.Equal("{}", $"{await Share(Olga, ResourceHost.Plans, "READ")}");

        Assert.Equal("""{"allowed":false,"permission":"READ"}""", await Level(await host.As(host.Ben)));
        var explained = await host.Identity.Ok<AccessExplanation>(
            await host.As(host.Ben), HttpMethod.Post, "/api/v1/access/check",
            new AccessQuestion(AccessAction.Read, ResourceType.Run, ResourceId: ResourceHost.Plans));
        Assert.Equal((true, $"__user_{host.Ben.Number}__"), (explained.Allowed, explained.Role));
        await Revoke(Olga, ResourceHost.Plans);

        Assert.Equal("""{"allowed":false,"permission":"NO_PERMISSIONS"}""", await Level(await host.As(host.Ben)));
        Assert.Empty(await host.ListRoles(host.Ben));
        await host.Refused(404, Missing, Olga, HttpMethod.Post, $"{Permissions}/revoke", On(ResourceHost.Plans));
    }

    [Fact]
    public async Task A_model_is_named_and_its_id_is_kept()
    {
        await host.Send(Olga, HttpMethod.Post, $"{Permissions}/grant", OnModel("EDIT"));

        var list = await host.Send(Admin, HttpMethod.Get, $"{Permissions}/list?username=ben");
        var role = Assert.Single(await host.ListRoles(host.Ben));
        Assert.Equal(
            $$"""{"permissions":[{"id":{{role.RoleId}},"role_id":{{role.RoleId}},"resource_type":"registered_model","""
            + $"\"resource_pattern\":\"{ResourceHost.ModelId}\",\"permission\":\"EDIT\","
            + $"\"role_name\":\"__user_{host.Ben.Number}__\",\"workspace\":\"default\"}}]}}",
            $"{list}");
        Assert.Equal($"{list}", $"{await host.Send(
            await host.As(host.Ben), HttpMethod.Get, "/api/3.0/mlflow/users/current/permissions")}");
        await host.Send(Olga, HttpMethod.Post, $"{Permissions}/revoke", OnModel(null));
        Assert.Empty(await host.ListRoles(host.Ben));
    }

    [Fact]
    public async Task Who_manages_the_resource_may_share_it_and_others_may_not()
    {
        var eva = IdentityHost.PrincipalOf(await host.CreateUser("eva")) with { Workspace = WorkspaceName.Default };
        foreach (var (grant, level) in ((Grant, AccessLevel?)[])
            [
                (new(ResourceType.Experiment, ResourceHost.Plans, AccessLevel.Manage), AccessLevel.Manage),
                (new(ResourceType.Experiment, "*", AccessLevel.Manage), AccessLevel.Manage),
                (new(ResourceType.Workspace, "*", AccessLevel.Manage), AccessLevel.Manage),
                (new(ResourceType.Experiment, ResourceHost.Plans, AccessLevel.Edit), AccessLevel.Edit),
                (new(ResourceType.Experiment, "*", AccessLevel.Read), AccessLevel.Read),
                (new(ResourceType.Experiment, "99", AccessLevel.Manage), null),
                (new(ResourceType.Workspace, "*", AccessLevel.Use), null),
            ])
        {
            var sender = eva with { Grants = [grant] };
            if (level == AccessLevel.Manage)
            {
                await Share(sender, ResourceHost.Plans, "READ");
                await Revoke(sender, ResourceHost.Plans);
                continue;
            }

            foreach (var (path, body) in ((string, object)[])
                [("grant", On(ResourceHost.Plans, "READ")), ("revoke", On(ResourceHost.Plans))])
                await host.Refused(
                    level is null ? 404 : 403, level is null ? Missing : Denied, sender, HttpMethod.Post,
                    $"{Permissions}/{path}", body);
        }

        await Share(Admin, ResourceHost.Plans, "READ");
        Assert.Single(await host.ListRoles(host.Ben));
    }

    [Fact]
    public async Task A_hidden_resource_is_refused_like_one_that_does_not_exist()
    {
        var ben = await host.As(host.Ben);
        foreach (var path in (string[])["grant", "revoke"])
        {
            var hidden = await host.Refused(
                404, Missing, ben, HttpMethod.Post, $"{Permissions}/{path}", On(ResourceHost.Plans, "READ"));
            var missing = await host.Refused(
                404, Missing, ben, HttpMethod.Post, $"{Permissions}/{path}", On("99", "READ"));
            Assert.Equal(missing, hidden.Replace("id=7", "id=99", StringComparison.Ordinal));
            // Not even an account that does not exist makes a difference.
            Assert.Equal(hidden, await host.Refused(
                404, Missing, ben, HttpMethod.Post, $"{Permissions}/{path}",
                On(ResourceHost.Plans, "READ", user: "none")));
        }

        Assert.Equal(await Level(ben, "99"), await Level(ben));
        await host.Refused(404, Missing, ben, HttpMethod.Post, $"{Permissions}/grant", OnModel("READ"));
    }

    [Fact]
    public async Task A_key_with_scopes_needs_the_one_for_administration()
    {
        var key = Olga with { Scopes = [AccessScope.Read, AccessScope.TrackWrite] };
        Assert.Contains("ADMIN", await host.Refused(
            403, Denied, key, HttpMethod.Post, $"{Permissions}/grant", On(ResourceHost.Plans, "READ")),
            StringComparison.Ordinal);

        await Share(Olga with { Scopes = [AccessScope.Read, AccessScope.Admin] }, ResourceHost.Plans, "READ");

        Assert.Single(await host.ListRoles(host.Ben));
    }

    [Fact]
    public async Task Who_does_not_manage_the_workspace_gives_access_to_single_resources_and_to_others_only()
    {
        var manager = Olga with { Grants = [new Grant(ResourceType.Experiment, "*", AccessLevel.Manage)] };
        foreach (var (body, why) in new (object Body, string Why)[]
        {
            (On(ResourceHost.Plans, "DENY"), "deny access"),
            (On(ResourceHost.Plans, "NO_PERMISSIONS"), "deny access"),
            (On("*", "READ"), "all resources of a type"),
            (new
            {
                username = "olga", resource_type = "experiment", resource_id = ResourceHost.Plans,
                permission = "MANAGE",
            }, "to themselves"),
        })
            Assert.Contains(
                why, await host.Refused(403, Denied, manager, HttpMethod.Post, $"{Permissions}/grant", body),
                StringComparison.Ordinal);

        await Share(
            manager with { Grants = [new Grant(ResourceType.Workspace, "*", AccessLevel.Manage)] },
            ResourceHost.Plans, "DENY");
        Assert.Equal(AccessLevel.Deny, Assert.Single((await host.As(host.Ben)).Grants).Level);
    }

    [Fact]
    public async Task All_of_a_type_are_shared_by_who_manages_the_workspace()
    {
        await host.Refused(403, Denied, Olga, HttpMethod.Post, $"{Permissions}/grant", On("*", "READ"));

        await Share(Admin, "*", "READ");
        await host.Send(Admin, HttpMethod.Post, $"{Permissions}/grant", new
        {
            username = "ben", resource_type = "run", resource_id = "*", permission = "EDIT",
        });

        Assert.Equal(
            [new Grant(ResourceType.Experiment, "*", AccessLevel.Read), new(ResourceType.Run, "*", AccessLevel.Edit)],
            (await host.As(host.Ben)).Grants);
        Assert.Equal("""{"allowed":true,"permission":"EDIT"}""", $"{await host.Send(
            Admin, HttpMethod.Get, $"{Permissions}/get?username=ben&resource_type=run&resource_id=*")}");
    }

    [Fact]
    public async Task Bad_requests_have_the_errors_of_MLflow()
    {
        var all = new Dictionary<string, string>
        {
            ["username"] = "ben", ["resource_type"] = "experiment", ["resource_id"] = "7", ["permission"] = "READ",
        };
        foreach (var (field, value, status, code) in ((string, string?, int, string)[])
            [
                ("username", null, 400, Invalid), ("resource_type", null, 400, Invalid),
                ("resource_id", null, 400, Invalid), ("permission", null, 400, Invalid),
                ("resource_type", "planet", 400, Invalid), ("resource_type", "workspace", 400, Invalid),
                ("resource_type", "run", 400, Invalid), ("resource_id", "abc", 400, Invalid),
                ("permission", "PERHAPS", 400, Invalid), ("username", "none", 404, Missing),
            ])
        {
            var body = all.Where(pair => pair.Key != field).ToDictionary();
            if (value is not null) body[field] = value;
            var message = await host.Refused(status, code, Olga, HttpMethod.Post, $"{Permissions}/grant", body);
            Assert.Contains(value ?? field, message, StringComparison.OrdinalIgnoreCase);
        }

        await Share(Olga, ResourceHost.Plans, "READ");
        Assert.Contains("already exists", await host.Refused(
            400, "RESOURCE_ALREADY_EXISTS", Olga, HttpMethod.Post, $"{Permissions}/grant",
            On(ResourceHost.Plans, "EDIT")), StringComparison.Ordinal);
        await host.Refused(400, Invalid, Olga, HttpMethod.Get, $"{Permissions}/get?username=olga");
        await host.Refused(400, Invalid, Olga, HttpMethod.Get, $"{Permissions}/list");
    }

    [Fact]
    public async Task Others_than_oneself_are_for_who_manages_the_workspace()
    {
        Assert.Equal("""{"allowed":true,"permission":"MANAGE"}""", await Level(Olga, user: "olga"));
        Assert.Equal("""{"allowed":true,"permission":"MANAGE"}""", await Level(Admin, user: "olga"));
        Assert.Equal("""{"allowed":false,"permission":"NO_PERMISSIONS"}""", await Level(Admin, "99", "olga"));
        var ben = await host.As(host.Ben);
        foreach (var user in (string[])["olga", "none"])
        {
            await host.Refused(404, Missing, ben, HttpMethod.Get, $"{Permissions}/list?username={user}");
            await host.Refused(404, Missing, ben, HttpMethod.Get,
                $"{Permissions}/get?username={user}&resource_type=experiment&resource_id=7");
        }
    }

    [Fact]
    public async Task Nothing_is_shared_while_the_service_of_the_resource_does_not_respond()
    {
        await using var alone = await IdentityHost.Start();
        await alone.SetUp();

        var (status, body) = await alone.Send(
            alone.Admin, HttpMethod.Post, $"{Permissions}/grant", On(ResourceHost.Plans, "READ", "ann"));

        Assert.Equal((503, "TEMPORARILY_UNAVAILABLE"), (status, body.GetProperty("error_code").GetString()));
    }

    private Task<System.Text.Json.JsonElement> Share(Principal sender, string experiment, string level) =>
        host.Send(sender, HttpMethod.Post, $"{Permissions}/grant", On(experiment, level));

    private Task<System.Text.Json.JsonElement> Revoke(Principal sender, string experiment) =>
        host.Send(sender, HttpMethod.Post, $"{Permissions}/revoke", On(experiment));

    private async Task<string> Level(Principal sender, string experiment = ResourceHost.Plans, string user = "ben") =>
        $"{await host.Send(sender, HttpMethod.Get,
            $"{Permissions}/get?username={user}&resource_type=experiment&resource_id={experiment}")}";

    private static Dictionary<string, string> On(string experiment, string? level = null, string user = "ben") =>
        Body("experiment", experiment, level, user);

    private static Dictionary<string, string> OnModel(string? level) =>
        Body("registered_model", ResourceHost.Model, level, "ben");

    private static Dictionary<string, string> Body(string type, string id, string? level, string user)
    {
        var body = new Dictionary<string, string>
        {
            ["username"] = user, ["resource_type"] = type, ["resource_id"] = id,
        };
        if (level is not null) body["permission"] = level;
        return body;
    }
}
