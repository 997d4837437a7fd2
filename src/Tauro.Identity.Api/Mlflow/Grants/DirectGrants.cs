using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Mlflow.Roles;
using Tauro.Identity.Api.Resources;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Identity;
using Tauro.Stores.Rules;

namespace Tauro.Identity.Api.Mlflow.Grants;

/// <summary>
/// Grants to a single account, for those who manage the resource: by a grant, as its owner, or because they manage the
/// workspace. A resource that the sender may not see is reported as missing.
/// </summary>
internal sealed class DirectGrants(IIdentityStore store, MlflowRoles roles, ResourceLookup resources)
{
    /// <summary>Adds a grant to the user that <c>username</c> names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="asked">The grant, with the id of an experiment or the name of a model as its pattern.</param>
    public async Task<UserGrant> Add(MlflowRequest request, NewRolePermission asked)
    {
        var (user, permission) = await FindToGive(request, asked);
        var added = await store.AddDirectGrant(
            user.AccountId, CurrentWorkspace.Value, permission, request.Cancel);
        return new UserGrant(user, added.OrThrow());
    }

    /// <summary>Changes the level of a grant.</summary>
    public async Task Update(MlflowRequest request, NewRolePermission asked)
    {
        var (user, permission) = await FindToGive(request, asked);
        (await store.UpdateDirectGrant(user.AccountId, CurrentWorkspace.Value, permission, request.Cancel)).OrThrow();
    }

    /// <summary>Removes a grant, whatever its level. A grant on what does not exist any more can be removed by its id.
    /// </summary>
    public async Task Remove(MlflowRequest request, NewRolePermission asked)
    {
        var (user, permission) = await FindForWrite(request, asked, isRemoval: true);
        (await store.RemoveDirectGrant(user.AccountId, CurrentWorkspace.Value, permission, request.Cancel)).OrThrow();
    }

    /// <summary>Gets the grant of a user on a resource.</summary>
    public async Task<UserGrant> Get(MlflowRequest request, NewRolePermission asked)
    {
        var (user, permission) = await Find(request, asked, isRemoval: false);
        var role = (await store.ListRoles(user.AccountId, request.Cancel))
            .FirstOrDefault(role => role.IsDirect() && role.Workspace == CurrentWorkspace.Value);
        return DirectGrantWrites.Find(role, permission.ResourceType, permission.ResourcePattern) is { } found
            ? new UserGrant(user, found)
            : throw MlflowException.From(IdentityProblems.DirectGrantMissing(user.Name, permission));
    }

    /// <summary>
    /// Finds what to give. Who does not manage the workspace shares single resources with others: to deny access, or
    /// to give it on all of a type, could take it from accounts that have it by a role; and what an account gives to
    /// itself it would keep when it loses the role by which it may.
    /// </summary>
    private async Task<(Account User, NewRolePermission Permission)> FindToGive(
        MlflowRequest request, NewRolePermission asked)
    {
        var found = await FindForWrite(request, asked);
        var principal = request.Context.GetPrincipal();
        if (ManagesWorkspace(principal)) return found;
        var refused = asked.Permission == AccessLevel.Deny ? "deny access"
            : asked.ResourcePattern == Grant.All ? "give access to all resources of a type"
            : found.User.AccountId == principal.Id ? "give access to themselves"
            : null;
        return refused is null
            ? found
            : throw new AccessDeniedException($"Only those who manage the workspace may {refused}.");
    }

    private Task<(Account User, NewRolePermission Permission)> FindForWrite(
        MlflowRequest request, NewRolePermission asked, bool isRemoval = false)
    {
        // A grant outlives the key, so a key with scopes could otherwise get around its limits.
        request.Context.RequireScope(AccessScope.Admin);
        return Find(request, asked, isRemoval);
    }

    private async Task<(Account User, NewRolePermission Permission)> Find(
        MlflowRequest request, NewRolePermission asked, bool isRemoval)
    {
        request.RequiredString("username");
        if (DirectGrantWrites.CheckType(asked.ResourceType, asked.ResourcePattern != Grant.All) is { } invalid)
            throw MlflowException.From(invalid);
        var pattern = await RequireManaged(request, asked.ResourceType, asked.ResourcePattern, isRemoval);
        return (await roles.FindUser(request), asked with { ResourcePattern = pattern });
    }

    /// <summary>Returns the pattern of grants on a resource that the sender manages.</summary>
    /// <exception cref="AccessDeniedException">The sender may see the resource, and not manage it.</exception>
    private async Task<string> RequireManaged(
        MlflowRequest request, ResourceType type, string name, bool isRemoval)
    {
        var principal = request.Context.GetPrincipal();
        var requirement = new AccessRequirement(AccessAction.Manage, type);
        var target = name == Grant.All ? null : await resources.Find(request.Context, type, name, request.Cancel);
        if (target is null && name != Grant.All)
            return isRemoval && ResourceTypes.IsId(type, name) && ManagesWorkspace(principal)
                ? name
                : throw Missing(type, name);
        var decision = AccessDecision.DecideByGrants(principal, requirement, target);
        return decision.IsAllowed
            ? target?.Id ?? Grant.All
            : throw new AccessDeniedException(decision.Explain(requirement));
    }

    private static bool ManagesWorkspace(Principal principal) => AccessDecision.DecideByGrants(
        principal, new AccessRequirement(AccessAction.Manage, ResourceType.Workspace), target: null).IsAllowed;

    private static MlflowException Missing(ResourceType type, string name) => type == ResourceType.Experiment
        ? MlflowException.From(new ExperimentMissing(new(name)))
        : MlflowException.Missing($"Registered Model with name={NameRules.Excerpt(name)} not found");
}
