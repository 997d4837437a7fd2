using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow.Roles;

/// <summary>MLflow's routes for roles, their permissions and their members.</summary>
internal static class MlflowRoleEndpoints
{
    public static void MapMlflowRoles(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow("3.0");
        ForManagers(mlflow.Post("roles/create", Create));
        ForManagers(mlflow.Get("roles/get", Get));
        ForManagers(mlflow.Get("roles/list", List));
        ForManagers(mlflow.Patch("roles/update", Update));
        ForManagers(mlflow.Delete("roles/delete", Delete));
        ForManagers(mlflow.Post("roles/permissions/add", AddPermission));
        ForManagers(mlflow.Delete("roles/permissions/remove", RemovePermission));
        ForManagers(mlflow.Patch("roles/permissions/update", UpdatePermission));
        ForManagers(mlflow.Get("roles/permissions/list", ListPermissions));
        ForManagers(mlflow.Post("roles/assign", Assign));
        ForManagers(mlflow.Delete("roles/unassign", Unassign));
        ForManagers(mlflow.Get("roles/users/list", ListUsers));
        mlflow.Get("users/roles/list", ListRolesOfUser).RequiresPrincipal();
    }

    private static void ForManagers(MlflowRoute route) => route.Requires(AccessAction.Manage, ResourceType.Workspace);

    private static async Task<MlflowResult> Create(MlflowRequest request, IIdentityStore store)
    {
        var role = new NewRole(request.RequiredString("name"), request.String("description"));
        return RoleWire.ToResponse(
            (await store.CreateRole(role, MlflowRoles.GetWorkspace(request), request.Cancel)).OrThrow());
    }

    private static async Task<MlflowResult> Get(MlflowRequest request, MlflowRoles roles) =>
        RoleWire.ToResponse(await roles.Find(request));

    private static async Task<MlflowResult> List(MlflowRequest request, MlflowRoles roles)
    {
        var found = await roles.List(request);
        return new MlflowResult(writer => writer.MessagesOrEmpty("roles", found, RoleWire.Write));
    }

    private static async Task<MlflowResult> Update(MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var role = await roles.Find(request);
        var change = new RoleChange(request.String("name"), request.String("description"));
        return RoleWire.ToResponse((await store.UpdateRole(role.RoleId, change, request.Cancel)).OrThrow());
    }

    private static async Task<MlflowResult> Delete(MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var role = await roles.Find(request);
        (await store.DeleteRole(role.RoleId, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    private static async Task<MlflowResult> AddPermission(
        MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var role = await roles.Find(request);
        var permission = new NewRolePermission(
            request.RequiredName<ResourceType>("resource_type"), request.RequiredName<AccessLevel>("permission"),
            request.RequiredString("resource_pattern"));
        return RoleWire.ToResponse(
            role, (await store.AddPermission(role.RoleId, permission, request.Cancel)).OrThrow());
    }

    private static async Task<MlflowResult> RemovePermission(
        MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var (role, number) = await roles.FindByPermission(request);
        (await store.RemovePermission(role.RoleId, number, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    private static async Task<MlflowResult> UpdatePermission(
        MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var (role, number) = await roles.FindByPermission(request);
        var level = request.RequiredName<AccessLevel>("permission");
        return RoleWire.ToResponse(
            role, (await store.UpdatePermission(role.RoleId, number, level, request.Cancel)).OrThrow());
    }

    private static async Task<MlflowResult> ListPermissions(MlflowRequest request, MlflowRoles roles)
    {
        var role = await roles.Find(request);
        return new MlflowResult(writer => writer.MessagesOrEmpty(
            "role_permissions", role.Permissions, (item, permission) => RoleWire.Write(item, role, permission)));
    }

    private static async Task<MlflowResult> Assign(MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var (role, user) = (await roles.Find(request), await roles.FindUser(request));
        (await store.AddMember(role.RoleId, user.AccountId, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message(
            "assignment", message => RoleWire.WriteAssignment(message, role, user)));
    }

    private static async Task<MlflowResult> Unassign(MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var (role, user) = (await roles.Find(request), await roles.FindUser(request));
        (await store.RemoveMember(role.RoleId, user.AccountId, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    private static async Task<MlflowResult> ListUsers(MlflowRequest request, MlflowRoles roles, IIdentityStore store)
    {
        var role = await roles.Find(request);
        var members = role.GetAccounts().ToHashSet();
        Account[] users =
        [
            .. (await store.ListAccounts(request.Cancel)).Where(user => members.Contains(user.AccountId)),
        ];
        return new MlflowResult(writer => writer.MessagesOrEmpty(
            "assignments", users, (item, user) => RoleWire.WriteAssignment(item, role, user)));
    }

    private static async Task<MlflowResult> ListRolesOfUser(MlflowRequest request, MlflowRoles roles)
    {
        Role[] found = [.. (await roles.ListOfUser(request)).Where(role => !role.IsDirect())];
        return new MlflowResult(writer => writer.MessagesOrEmpty("roles", found, RoleWire.Write));
    }
}
