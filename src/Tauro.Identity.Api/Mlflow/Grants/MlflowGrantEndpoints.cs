using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Access;
using Tauro.Identity.Api.Accounts;
using Tauro.Identity.Api.Mlflow.Roles;
using Tauro.Identity.Api.Resources;
using Tauro.Mlflow;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow.Grants;

/// <summary>MLflow's routes for grants to a single user, and for all that a user may do.</summary>
internal static class MlflowGrantEndpoints
{
    public static void MapMlflowGrants(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow("3.0");
        // Who manages the resource may share it, and only its service knows who owns it.
        mlflow.Post("users/permissions/grant", AddGrant).RequiresPrincipal();
        mlflow.Post("users/permissions/revoke", Revoke).RequiresPrincipal();
        mlflow.Get("users/permissions/get", Get).RequiresPrincipal();
        mlflow.Get("users/permissions/list", List).RequiresPrincipal();
        mlflow.Get("users/current/permissions", ListOwn).RequiresPrincipal();
    }

    private static async Task<MlflowResult> AddGrant(MlflowRequest request, DirectGrants grants)
    {
        await grants.Add(request, Read(request) with { Permission = request.RequiredLevel() });
        return MlflowResult.Empty;
    }

    private static async Task<MlflowResult> Revoke(MlflowRequest request, DirectGrants grants)
    {
        await grants.Remove(request, Read(request));
        return MlflowResult.Empty;
    }

    /// <summary>
    /// Gets what a user may do with a resource, by roles, grants and as its owner. A resource that does not exist, or
    /// that the sender may not see, allows nothing.
    /// </summary>
    private static async Task<MlflowResult> Get(
        MlflowRequest request, MlflowRoles roles, ResourceLookup resources, IIdentityStore store,
        DefaultAccess general)
    {
        request.RequiredString("username");
        var asked = Read(request);
        var isSingle = asked.ResourcePattern != Grant.All;
        if (DirectGrantWrites.CheckType(asked.ResourceType, isSingle) is { } invalid)
            throw MlflowException.From(invalid);
        var user = await roles.FindVisibleUser(request);
        var target = isSingle
            ? await resources.Find(request.Context, asked.ResourceType, asked.ResourcePattern, request.Cancel)
            : null;
        AccessLevel? level = null;
        if (target is not null || !isSingle)
        {
            var access = await AccountAccess.Load(user, scopes: null, store, general, request.Cancel);
            level = FindLevel(access.Principal, asked.ResourceType, target);
        }

        return new MlflowResult(writer => writer
            .Flag("allowed", level is AccessLevel.Use or AccessLevel.Edit or AccessLevel.Manage)
            .String("permission", GrantWire.NameOf(level)));
    }

    private static async Task<MlflowResult> List(MlflowRequest request, MlflowRoles roles)
    {
        request.RequiredString("username");
        return ToResponse(await roles.ListOfUser(request));
    }

    private static async Task<MlflowResult> ListOwn(MlflowRequest request, IIdentityStore store) =>
        ToResponse(await store.ListRoles(Caller.From(request.Context).AccountId, request.Cancel));

    private static NewRolePermission Read(MlflowRequest request) => new(
        request.RequiredName<ResourceType>("resource_type"), AccessLevel.Read, request.RequiredString("resource_id"));

    private static AccessLevel? FindLevel(Principal principal, ResourceType type, AccessTarget? target)
    {
        var decision = AccessDecision.DecideByGrants(
            principal, new AccessRequirement(AccessAction.Manage, type), target);
        return decision.IsAllowed ? AccessLevel.Manage : decision.Grant?.Level;
    }

    private static MlflowResult ToResponse(IReadOnlyList<Role> roles)
    {
        (Role Role, RolePermission Permission)[] found =
        [
            .. roles.SelectMany(role => role.Permissions.Select(permission => (role, permission))),
        ];
        return new MlflowResult(writer => writer.MessagesOrEmpty("permissions", found, (item, pair) =>
        {
            RoleWire.Write(item, pair.Role, pair.Permission);
            item.String("role_name", pair.Role.Name).String("workspace", pair.Role.Workspace);
        }));
    }
}
