using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Roles;

/// <summary>The roles of the workspace of the request. Those of others are reported as missing.</summary>
internal sealed class WorkspaceRoles(IIdentityStore store)
{
    public async Task<IReadOnlyList<Role>> List(CancellationToken cancel) =>
        [.. (await store.ListRoles(cancel)).Where(role => role.Workspace == CurrentWorkspace.Value)];

    public ValueTask<StoreOutcome<Role>> Create(NewRole role, CancellationToken cancel) =>
        store.CreateRole(role, CurrentWorkspace.Value, cancel);

    public async Task<StoreOutcome<Role>> Get(RoleId roleId, CancellationToken cancel)
    {
        var found = await store.GetRole(roleId, cancel);
        return found.IsOk && found.Value.Workspace != CurrentWorkspace.Value
            ? IdentityProblems.RoleMissing(roleId)
            : found;
    }

    public Task<StoreOutcome<Role>> Update(RoleId roleId, RoleChange change, CancellationToken cancel) =>
        IfFound(roleId, () => store.UpdateRole(roleId, change, cancel), cancel);

    public Task<StoreOutcome<Role>> Delete(RoleId roleId, CancellationToken cancel) =>
        IfFound(roleId, () => store.DeleteRole(roleId, cancel), cancel);

    public Task<StoreOutcome<RolePermission>> AddPermission(
        RoleId roleId, NewRolePermission permission, CancellationToken cancel) =>
        IfFound(roleId, () => store.AddPermission(roleId, permission, cancel), cancel);

    public Task<StoreOutcome<Role>> RemovePermission(RoleId roleId, long number, CancellationToken cancel) =>
        IfFound(roleId, () => store.RemovePermission(roleId, number, cancel), cancel);

    public Task<StoreOutcome<Role>> AddMember(RoleId roleId, AccountId accountId, CancellationToken cancel) =>
        IfFound(roleId, () => store.AddMember(roleId, accountId, cancel), cancel);

    public Task<StoreOutcome<Role>> RemoveMember(RoleId roleId, AccountId accountId, CancellationToken cancel) =>
        IfFound(roleId, () => store.RemoveMember(roleId, accountId, cancel), cancel);

    private async Task<StoreOutcome<T>> IfFound<T>(
        RoleId roleId, Func<ValueTask<StoreOutcome<T>>> write, CancellationToken cancel) =>
        (await Get(roleId, cancel)).Problem is { } missing ? missing : await write();
}
