using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Identity.Api.Roles;

internal static class RoleEndpoints
{
    public static void MapRoles(this IEndpointRouteBuilder app)
    {
        var roles = app.MapGroup("/api/v1/roles").WithTags("Identity")
            .Requires(AccessAction.Manage, ResourceType.Workspace);
        roles.MapGet("", List)
            .WithName("ListRoles").WithSummary("List the roles");
        roles.MapPost("", Create)
            .WithName("CreateRole").WithSummary("Create a role without grants and members");
        roles.MapGet("{role_id}", Get)
            .WithName("GetRole").WithSummary("Get a role");
        roles.MapPatch("{role_id}", Update)
            .WithName("UpdateRole").WithSummary("Rename or describe a role");
        roles.MapDelete("{role_id}", Delete)
            .WithName("DeleteRole").WithSummary("Delete a role");
        roles.MapPost("{role_id}/permissions", AddPermission)
            .WithName("AddRolePermission").WithSummary("Add a grant to a role");
        roles.MapDelete("{role_id}/permissions/{number:long}", RemovePermission)
            .WithName("RemoveRolePermission").WithSummary("Remove a grant from a role");
        roles.MapPut("{role_id}/members/{account_id}", AddMember)
            .WithName("AddRoleMember").WithSummary("Give a role to an account");
        roles.MapDelete("{role_id}/members/{account_id}", RemoveMember)
            .WithName("RemoveRoleMember").WithSummary("Take a role from an account");
    }

    private static async Task<Ok<Page<Role>>> List(WorkspaceRoles roles, CancellationToken cancel) =>
        TypedResults.Ok(new Page<Role>(await roles.List(cancel)));

    private static async Task<Results<Created<Role>, Invalid, NotFound, Conflict>> Create(
        NewRole body, WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.Create(body, cancel)).ToResult(role =>
            TypedResults.Created($"/api/v1/roles/{role.RoleId}", role));

    private static async Task<Results<Ok<Role>, Invalid, NotFound, Conflict>> Get(
        [FromRoute(Name = "role_id")] RoleId roleId, WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.Get(roleId, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<Role>, Invalid, NotFound, Conflict>> Update(
        [FromRoute(Name = "role_id")] RoleId roleId, RoleChange body, WorkspaceRoles roles,
        CancellationToken cancel) =>
        (await roles.Update(roleId, body, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        [FromRoute(Name = "role_id")] RoleId roleId, WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.Delete(roleId, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Results<Ok<RolePermission>, Invalid, NotFound, Conflict>> AddPermission(
        [FromRoute(Name = "role_id")] RoleId roleId, NewRolePermission body, WorkspaceRoles roles,
        CancellationToken cancel) =>
        (await roles.AddPermission(roleId, body, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> RemovePermission(
        [FromRoute(Name = "role_id")] RoleId roleId, long number, WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.RemovePermission(roleId, number, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Results<Ok<Role>, Invalid, NotFound, Conflict>> AddMember(
        [FromRoute(Name = "role_id")] RoleId roleId, [FromRoute(Name = "account_id")] AccountId accountId,
        WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.AddMember(roleId, accountId, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> RemoveMember(
        [FromRoute(Name = "role_id")] RoleId roleId, [FromRoute(Name = "account_id")] AccountId accountId,
        WorkspaceRoles roles, CancellationToken cancel) =>
        (await roles.RemoveMember(roleId, accountId, cancel)).ToResult(_ => TypedResults.NoContent());
}
