using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Identity.Api.Tests;

/// <content>The roles that have the grants to single accounts.</content>
public sealed partial class GrantTests
{
    [Fact]
    public async Task The_role_of_direct_grants_is_hidden_and_can_t_be_changed()
    {
        await Share(Olga, ResourceHost.Plans, "READ");
        var id = Assert.Single(await host.ListRoles(host.Ben)).RoleId;

        var shown = await host.Identity.Ok<Page<Role>>(Admin, HttpMethod.Get, "/api/v1/roles");
        Assert.Equal(["admin", "user"], shown.Items.Select(found => found.Name));
        foreach (var (method, path, body) in ((HttpMethod, string, object?)[])
            [
                (HttpMethod.Get, "", null), (HttpMethod.Delete, "", null),
                (HttpMethod.Patch, "", new RoleChange("other")),
                (HttpMethod.Put, $"/members/{host.Olga.AccountId}", null),
                (HttpMethod.Delete, $"/members/{host.Ben.AccountId}", null),
                (HttpMethod.Delete, $"/permissions/{id}", null),
                (HttpMethod.Post, "/permissions", new NewRolePermission(ResourceType.Run, AccessLevel.Edit)),
            ])
            await host.Identity.Refused(404, "role_not_found", Admin, method, $"/api/v1/roles/{id}{path}", body);
        await host.Identity.Refused(404, "role_not_found", Admin, HttpMethod.Post, "/api/v1/group-rules",
            new NewGroupRule("https://a.test", "all", id));
        await host.Identity.Refused(
            400, "invalid_name", Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("__USER_5__"));
        var role = await host.Identity.Ok<Role>(Admin, HttpMethod.Post, "/api/v1/roles", new NewRole("readers"));
        await host.Identity.Refused(400, "invalid_name", Admin, HttpMethod.Patch, $"/api/v1/roles/{role.RoleId}",
            new RoleChange("__user_5__"));
        var listed = $"{await host.Send(Admin, HttpMethod.Get, "/api/3.0/mlflow/roles/list")}";
        Assert.Contains("readers", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("__user_", listed, StringComparison.Ordinal);
        Assert.Equal("""{"roles":[]}""", $"{await host.Send(
            Admin, HttpMethod.Get, "/api/3.0/mlflow/users/roles/list?username=ben")}");
        await host.Refused(404, Missing, Admin, HttpMethod.Get, $"/api/3.0/mlflow/roles/get?role_id={id}");
        await host.Refused(404, Missing, Admin, HttpMethod.Delete, "/api/3.0/mlflow/roles/permissions/remove",
            new { role_permission_id = long.Parse(id, null) });
    }

    [Fact]
    public async Task A_grant_is_valid_in_its_workspace_and_removed_with_it()
    {
        var olga = Olga with { Workspace = ResourceHost.TeamA };
        await host.Refused(404, Missing, Olga, HttpMethod.Post, $"{Permissions}/grant",
            On(ResourceHost.PlansOfTeamA, "READ"));
        await Share(olga, ResourceHost.PlansOfTeamA, "READ");
        await Share(Olga, ResourceHost.Plans, "EDIT");

        Assert.Equal(AccessLevel.Edit, Assert.Single((await host.As(host.Ben)).Grants).Level);
        var ben = await host.As(host.Ben, ResourceHost.TeamA);
        Assert.Equal(ResourceHost.PlansOfTeamA, Assert.Single(ben.Grants).Pattern);
        var seen = await host.Identity.Ok<Page<Workspace>>(ben, HttpMethod.Get, "/api/v1/workspaces");
        Assert.Equal(["default", "team-a"], seen.Items.Select(workspace => workspace.Name.Value));
        var (status, _) = await host.Identity.Send(Admin, HttpMethod.Delete, "/api/v1/workspaces/team-a");

        Assert.Equal(204, status);
        Assert.Equal(WorkspaceName.Default, Assert.Single(await host.ListRoles(host.Ben)).Workspace);
    }

    [Fact]
    public async Task Grants_are_removed_with_their_account_and_kept_after_a_restart()
    {
        await Share(Olga, ResourceHost.Plans, "READ");
        await Share(Olga with { Workspace = ResourceHost.TeamA }, ResourceHost.PlansOfTeamA, "READ");
        await host.Identity.Restart();
        Assert.Equal(2, (await host.ListRoles(host.Ben)).Count);

        await host.Identity.Send(Admin, HttpMethod.Delete, $"/api/v1/users/{host.Ben.AccountId}");

        Assert.Empty(await host.ListRoles(host.Ben));
        var events = await host.Identity.Ok<EventPage>(Admin, HttpMethod.Get, "/api/v1/identity/events");
        Assert.Equal(
            [("tauro.account.deleted", "default"), ("tauro.role.deleted", "default"), ("tauro.role.deleted", "team-a")],
            events.Items.TakeLast(3).Select(record => (record.Type, $"{record.Workspace}")).Order());
    }

    [Fact]
    public async Task A_grant_on_what_was_purged_is_removed_by_its_id_by_who_manages_the_workspace()
    {
        await Share(Olga, ResourceHost.Plans, "READ");
        host.Purged.Add(ResourceHost.Plans);
        await host.Refused(404, Missing, Olga, HttpMethod.Post, $"{Permissions}/revoke", On(ResourceHost.Plans));
        await host.Refused(404, Missing, Admin, HttpMethod.Post, $"{Permissions}/grant", On("99", "READ"));

        await Revoke(Admin, ResourceHost.Plans);

        Assert.Empty(await host.ListRoles(host.Ben));
        await host.Refused(404, Missing, Admin, HttpMethod.Post, $"{Permissions}/revoke", On(ResourceHost.Plans));
    }
}
