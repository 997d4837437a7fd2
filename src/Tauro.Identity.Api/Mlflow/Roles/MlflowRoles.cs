using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow.Roles;

/// <summary>
/// Finds the roles that requests of MLflow's clients name: those of the workspace of the request, and for an
/// administrator those of all. Others are reported as missing.
/// </summary>
internal sealed class MlflowRoles(IIdentityStore store)
{
    /// <summary>Returns the workspace that a request names; by default its own.</summary>
    /// <exception cref="MlflowException">It is not the sender's to manage.</exception>
    public static WorkspaceName GetWorkspace(MlflowRequest request) =>
        Check(request.Id<WorkspaceName>("workspace"), Caller.From(request.Context));

    /// <summary>Lists the roles of some workspaces, or of all that the sender manages.</summary>
    public async Task<IReadOnlyList<Role>> List(MlflowRequest request)
    {
        var caller = Caller.From(request.Context);
        var named = request.Strings("workspace").Select(name => Check(new WorkspaceName(name), caller)).ToHashSet();
        return
        [
            .. (await store.ListRoles(request.Cancel)).Where(role =>
                named.Count > 0 ? named.Contains(role.Workspace) : Shows(role, caller)),
        ];
    }

    /// <summary>Finds the role that <c>role_id</c> names.</summary>
    public async Task<Role> Find(MlflowRequest request)
    {
        var roleId = RoleWrites.ToId(request.RequiredInteger("role_id"));
        var found = await store.GetRole(roleId, request.Cancel);
        return found.IsOk && Shows(found.Value, Caller.From(request.Context))
            ? found.Value
            : throw MlflowException.From(IdentityProblems.RoleMissing(roleId));
    }

    /// <summary>Finds the role with the permission that <c>role_permission_id</c> names.</summary>
    public async Task<(Role Role, long Number)> FindByPermission(MlflowRequest request)
    {
        var (number, caller) = (request.RequiredInteger("role_permission_id"), Caller.From(request.Context));
        return (await store.ListRoles(request.Cancel)).FirstOrDefault(role => Shows(role, caller)
            && role.Permissions.Any(permission => permission.Number == number)) is { } role
                ? (role, number)
                : throw MlflowException.From(IdentityProblems.PermissionMissing(number));
    }

    /// <summary>
    /// Lists the roles of the user that <c>username</c> names, also those with direct grants: one's own in all
    /// workspaces, and as far as one manages them those of others.
    /// </summary>
    public async Task<IReadOnlyList<Role>> ListOfUser(MlflowRequest request)
    {
        var user = await FindVisibleUser(request);
        var caller = Caller.From(request.Context);
        var all = await store.ListRoles(user.AccountId, request.Cancel);
        return caller.Is(user.AccountId) ? all : [.. all.Where(role => Shows(role, caller))];
    }

    /// <summary>
    /// Finds the user that <c>username</c> names, or else the sender. Others are missing for who does not manage the
    /// workspace.
    /// </summary>
    public async Task<Account> FindVisibleUser(MlflowRequest request)
    {
        var own = Caller.From(request.Context).Principal;
        var name = request.String("username");
        if (name is null || name.Equals(own.Name, StringComparison.OrdinalIgnoreCase))
            return (await store.GetAccount(own.Id, request.Cancel)).OrThrow(own.Name).Account;
        return request.Context.IsAllowed(AccessAction.Manage, ResourceType.Workspace)
            ? await FindUser(request)
            : throw UserWire.Missing(name);
    }

    /// <summary>Finds the user that <c>username</c> names.</summary>
    public async Task<Account> FindUser(MlflowRequest request)
    {
        var name = request.RequiredString("username");
        return (await store.GetAccount(name, request.Cancel)).OrThrow(name).Account;
    }

    private static bool Shows(Role role, Caller caller) => caller.IsAdmin || role.Workspace == CurrentWorkspace.Value;

    private static WorkspaceName Check(WorkspaceName? workspace, Caller caller) =>
        (workspace ?? CurrentWorkspace.Value) is var name && (name == CurrentWorkspace.Value || caller.IsAdmin)
            ? name
            : throw MlflowException.From(IdentityProblems.WorkspaceMissing(name));
}
