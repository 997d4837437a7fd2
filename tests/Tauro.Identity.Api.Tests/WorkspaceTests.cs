using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;

namespace Tauro.Identity.Api.Tests;

public sealed class WorkspaceTests : IAsyncLifetime
{
    private const string Workspaces = "/api/v1/workspaces";
    private const string Mlflow = "/api/3.0/mlflow";

    private static readonly WorkspaceName TeamA = new("team-a");

    private IdentityHost host = null!;

    private Principal AdminInTeamA => host.Admin with { Workspace = TeamA };

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start();
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_workspace_is_created_with_two_roles_and_kept_after_a_restart()
    {
        var created = await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA, "A."));

        await host.Restart();

        Assert.Equal(created, await host.Ok<Workspace>(host.Admin, HttpMethod.Get, $"{Workspaces}/team-a"));
        var all = await host.Ok<Page<Workspace>>(host.Admin, HttpMethod.Get, Workspaces);
        Assert.Equal(["default", "team-a"], all.Items.Select(workspace => workspace.Name.Value));
        var roles = await host.Ok<Page<Role>>(AdminInTeamA, HttpMethod.Get, "/api/v1/roles");
        Assert.Equal(
            [("admin", AccessLevel.Manage), ("user", AccessLevel.Use)],
            roles.Items.Select(role => (role.Name, Assert.Single(role.Permissions).Permission)));
        Assert.Equal(4, roles.Items.Select(role => role.RoleId.Value)
            .Concat(roles.Items.Select(role => $"permission {role.Permissions[0].Number}")).Distinct().Count());
        // So does default, with the first administrator.
        Assert.Equal(
            [("admin", AccessLevel.Manage), ("user", AccessLevel.Use)],
            (await host.Ok<Page<Role>>(host.Admin, HttpMethod.Get, "/api/v1/roles")).Items
                .Select(role => (role.Name, Assert.Single(role.Permissions).Permission)));
    }

    [Theory]
    [InlineData("team-a", 409, "workspace_name_taken")]
    [InlineData("default", 400, "invalid_name")]
    [InlineData("api", 400, "invalid_name")]
    [InlineData("Team", 400, "invalid_name")]
    [InlineData("a", 400, "invalid_name")]
    [InlineData("-a", 400, "invalid_name")]
    [InlineData("a/b", 400, "invalid_name")]
    [InlineData("", 400, "invalid_name")]
    public async Task A_bad_name_is_refused(string name, int status, string code)
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));

        await host.Refused(status, code, host.Admin, HttpMethod.Post, Workspaces, new { name });
    }

    [Fact]
    public async Task Who_has_no_role_in_a_workspace_does_not_see_it()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(new("team-b")));
        var eva = await CreateUser("eva");
        await Join(TeamA, "user", eva);
        var sender = IdentityHost.PrincipalOf(eva) with { Workspace = TeamA };

        var seen = await host.Ok<Page<Workspace>>(sender, HttpMethod.Get, Workspaces);

        Assert.Equal(["team-a"], seen.Items.Select(workspace => workspace.Name.Value));
        await host.Refused(404, "workspace_not_found", sender, HttpMethod.Get, $"{Workspaces}/team-b");
        await host.Refused(404, "workspace_not_found", sender, HttpMethod.Get, $"{Workspaces}/none");
        await host.Refused(403, "forbidden", sender, HttpMethod.Post, Workspaces, new NewWorkspace(new("team-c")));
    }

    [Fact]
    public async Task Who_manages_a_workspace_manages_its_roles_and_no_others()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));
        var other = (await host.Ok<Page<Role>>(host.Admin, HttpMethod.Get, "/api/v1/roles")).Items
            .Single(role => role.Name == "user");
        var eva = await CreateUser("eva");
        var manager = IdentityHost.PrincipalOf(eva) with
        {
            Workspace = TeamA, Grants = [new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)],
        };

        var made = await host.Ok<Role>(manager, HttpMethod.Post, "/api/v1/roles", new NewRole("readers"));
        await host.Ok<Role>(
            manager, HttpMethod.Put, $"/api/v1/roles/{made.RoleId}/members/{eva.AccountId}");

        Assert.Equal(TeamA, made.Workspace);
        await host.Refused(409, "role_name_taken", manager, HttpMethod.Post, "/api/v1/roles", new NewRole("user"));
        foreach (var (method, path) in ((HttpMethod, string)[])
            [
                (HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Delete, "/permissions/1"),
                (HttpMethod.Put, $"/members/{eva.AccountId}"), (HttpMethod.Delete, $"/members/{eva.AccountId}"),
            ])
            await host.Refused(404, "role_not_found", manager, method, $"/api/v1/roles/{other.RoleId}{path}");
        await host.Refused(404, "role_not_found", manager, HttpMethod.Post, $"/api/v1/roles/{other.RoleId}/permissions",
            new NewRolePermission(ResourceType.Workspace, AccessLevel.Manage));
    }

    [Fact]
    public async Task A_key_is_limited_to_a_workspace_in_which_its_account_has_a_role()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));
        await host.Refused(404, "workspace_not_found", host.Admin, HttpMethod.Post, "/api/v1/api-keys",
            new NewApiKey("job", Workspace: new WorkspaceName("none")));
        var key = await host.Ok<CreatedApiKey>(
            host.Admin, HttpMethod.Post, "/api/v1/api-keys", new NewApiKey("job", Workspace: TeamA));

        Assert.Equal(TeamA, key.Key.Workspace);
        var eva = IdentityHost.PrincipalOf(await CreateUser("eva"));
        await host.Refused(404, "workspace_not_found", eva, HttpMethod.Post, "/api/v1/api-keys",
            new NewApiKey("job", Workspace: TeamA));
    }

    [Fact]
    public async Task Quotas_are_set_replaced_and_removed()
    {
        var quotas = new WorkspaceQuotas(RunsMax: 0, RequestsPerSecond: 10);
        var created = await host.Ok<Workspace>(
            host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA, Quotas: quotas));
        Assert.Equal(quotas, created.Quotas);
        foreach (var path in new[] { $"{Workspaces}/team-a", $"{Workspaces}/default" })
        {
            var other = new WorkspaceQuotas(ModelBytesMax: 5_000_000_000);
            var changed = await host.Ok<Workspace>(
                host.Admin, HttpMethod.Patch, path, new WorkspaceChange(Quotas: other));
            Assert.Equal(other, changed.Quotas);
            Assert.Equal(other, (await host.Ok<Workspace>(
                host.Admin, HttpMethod.Patch, path, new WorkspaceChange("Described."))).Quotas);
            Assert.Null((await host.Ok<Workspace>(
                host.Admin, HttpMethod.Patch, path, new { quotas = new { } })).Quotas);
        }

        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Patch, $"{Workspaces}/team-a",
            new { quotas = new { requests_per_second = 0 } });
        await host.Refused(400, "invalid_request", host.Admin, HttpMethod.Post, Workspaces,
            new { name = "team-b", quotas = new { runs_max = -1 } });
    }

    [Fact]
    public async Task The_use_of_a_workspace_is_for_those_who_manage_it()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));
        var eva = await CreateUser("eva");
        await Join(TeamA, "user", eva);
        var sender = IdentityHost.PrincipalOf(eva) with { Workspace = TeamA };
        var manager = sender with { Grants = [new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)] };

        // No service responds here.
        await host.Refused(503, "storage_unavailable", manager, HttpMethod.Get, $"{Workspaces}/team-a/use");
        await host.Refused(403, "forbidden", sender, HttpMethod.Get, $"{Workspaces}/team-a/use");
        await host.Refused(404, "workspace_not_found", manager, HttpMethod.Get, $"{Workspaces}/default/use");
        await host.Refused(403, "forbidden", manager with { Workspace = WorkspaceName.Default }, HttpMethod.Get,
            $"{Workspaces}/team-a/use");
    }

    [Fact]
    public async Task Only_a_workspace_that_is_known_to_be_empty_is_deleted()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));

        // No service responds here.
        await host.Refused(503, "storage_unavailable", host.Admin, HttpMethod.Delete, $"{Workspaces}/team-a");
        await host.Refused(409, "default_workspace", host.Admin, HttpMethod.Delete, $"{Workspaces}/default");
        await host.Refused(404, "workspace_not_found", host.Admin, HttpMethod.Delete, $"{Workspaces}/none");
    }

    [Fact]
    public async Task Workspaces_have_the_form_of_MLflow()
    {
        var (status, created) = await host.Send(host.Admin, HttpMethod.Post, $"{Mlflow}/workspaces",
            new { name = "team-a", description = "A." });
        Assert.Equal((201, """{"workspace":{"name":"team-a","description":"A."}}"""), (status, $"{created}"));
        var (_, changed) = await host.Send(host.Admin, HttpMethod.Patch, $"{Mlflow}/workspaces/team-a",
            new { description = "B." });
        var (_, found) = await host.Send(host.Admin, HttpMethod.Get, $"{Mlflow}/workspaces/team-a");
        Assert.Equal($"{changed}", $"{found}");
        var (_, all) = await host.Send(host.Admin, HttpMethod.Get, $"{Mlflow}/workspaces");
        Assert.Equal(2, all.GetProperty("workspaces").GetArrayLength());

        await RefusedAsMlflow(400, "RESOURCE_ALREADY_EXISTS", HttpMethod.Post, "workspaces", new { name = "team-a" });
        await RefusedAsMlflow(400, "INVALID_PARAMETER_VALUE", HttpMethod.Post, "workspaces", new { name = "Team" });
        await RefusedAsMlflow(400, "INVALID_PARAMETER_VALUE", HttpMethod.Post, "workspaces",
            new { name = "team-b", default_artifact_root = "s3://b" });
        await RefusedAsMlflow(404, "RESOURCE_DOES_NOT_EXIST", HttpMethod.Get, "workspaces/none");
    }

    [Fact]
    public async Task Roles_have_the_form_of_MLflow()
    {
        await host.Ok<Workspace>(host.Admin, HttpMethod.Post, Workspaces, new NewWorkspace(TeamA));
        await CreateUser("eva");
        var role = await SendAsMlflow(
            HttpMethod.Post, "roles/create", new { name = "readers", workspace = "team-a", description = "Read." });
        var id = role.GetProperty("role").GetProperty("id").GetInt64();
        var added = (await SendAsMlflow(HttpMethod.Post, "roles/permissions/add", new
        {
            role_id = id, resource_type = "experiment", resource_pattern = "*", permission = "READ",
        })).GetProperty("role_permission");
        var number = added.GetProperty("id").GetInt64();
        await SendAsMlflow(
            HttpMethod.Patch, "roles/permissions/update", new { role_permission_id = number, permission = "EDIT" });
        await SendAsMlflow(HttpMethod.Post, "roles/assign", new { username = "eva", role_id = id });

        var found = (await SendAsMlflow(HttpMethod.Get, $"roles/get?role_id={id}")).GetProperty("role");
        Assert.Equal(
            ("readers", "team-a", "Read."),
            (found.GetProperty("name").GetString(), found.GetProperty("workspace").GetString(),
            found.GetProperty("description").GetString()));
        Assert.Equal(
            $$"""{"id":{{number}},"role_id":{{id}},"resource_type":"experiment","resource_pattern":"*","""
            + "\"permission\":\"EDIT\"}",
            $"{found.GetProperty("permissions")[0]}");
        Assert.Equal(3, (await SendAsMlflow(HttpMethod.Get, "roles/list?workspace=team-a"))
            .GetProperty("roles").GetArrayLength());
        Assert.Equal("eva", (await SendAsMlflow(HttpMethod.Get, $"roles/users/list?role_id={id}"))
            .GetProperty("assignments")[0].GetProperty("username").GetString());
        Assert.Equal("readers", (await SendAsMlflow(HttpMethod.Get, "users/roles/list?username=eva"))
            .GetProperty("roles")[0].GetProperty("name").GetString());
        await SendAsMlflow(HttpMethod.Delete, "roles/unassign", new { username = "eva", role_id = id });
        Assert.Equal(0, (await SendAsMlflow(HttpMethod.Get, "users/roles/list?username=eva"))
            .GetProperty("roles").GetArrayLength());
        await SendAsMlflow(HttpMethod.Delete, "roles/permissions/remove", new { role_permission_id = number });
        await SendAsMlflow(HttpMethod.Delete, "roles/delete", new { role_id = id });

        await RefusedAsMlflow(404, "RESOURCE_DOES_NOT_EXIST", HttpMethod.Get, $"roles/get?role_id={id}");
        await RefusedAsMlflow(404, "RESOURCE_DOES_NOT_EXIST", HttpMethod.Post, "roles/create",
            new { name = "readers", workspace = "none" });
        await RefusedAsMlflow(400, "INVALID_PARAMETER_VALUE", HttpMethod.Post, "roles/permissions/add", new
        {
            role_id = 4, resource_type = "planet", resource_pattern = "*", permission = "READ",
        });
    }

    private Task<Account> CreateUser(string name) => host.Ok<Account>(
        host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser(name, "tower of four birds"));

    private async Task Join(WorkspaceName workspace, string role, Account account)
    {
        var admin = host.Admin with { Workspace = workspace };
        var roles = await host.Ok<Page<Role>>(admin, HttpMethod.Get, "/api/v1/roles");
        await host.Ok<Role>(
            admin, HttpMethod.Put,
            $"/api/v1/roles/{roles.Items.Single(found => found.Name == role).RoleId}/members/{account.AccountId}");
    }

    private async Task<System.Text.Json.JsonElement> SendAsMlflow(HttpMethod method, string path, object? body = null)
    {
        var (status, response) = await host.Send(host.Admin, method, $"{Mlflow}/{path}", body);
        Assert.True(status == 200, $"{method} {path}: {status} {response}");
        return response;
    }

    private async Task RefusedAsMlflow(int status, string code, HttpMethod method, string path, object? body = null)
    {
        var (found, response) = await host.Send(host.Admin, method, $"{Mlflow}/{path}", body);
        Assert.Equal((status, code), (found, response.GetProperty("error_code").GetString()));
    }
}
