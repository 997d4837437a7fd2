using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Local.Identity;

/// <content>Roles.</content>
internal sealed partial class LocalIdentityStore
{
    public ValueTask<StoreOutcome<Role>> CreateRole(
        NewRole role, WorkspaceName workspace, CancellationToken cancel = default) =>
        facts.Commit((state, now) => state.GetWorkspace(workspace) is null
            ? IdentityProblems.WorkspaceMissing(workspace)
            : RoleWrites.Create(
                role, state.FindRole(workspace, role.Name), state.CountRoles(direct: false),
                RoleWrites.ToId(state.NextNumber), now, workspace), cancel);

    public async ValueTask<StoreOutcome<Role>> GetRole(RoleId roleId, CancellationToken cancel = default) =>
        await engine.Read(state => state.FindRole(roleId)).ConfigureAwait(false) is { } role
            ? role
            : IdentityProblems.RoleMissing(roleId);

    public async ValueTask<IReadOnlyList<Role>> ListRoles(CancellationToken cancel = default)
    {
        var roles = await engine.Read(state => state.Roles.All.Where(role => !role.IsDirect()).ToList())
            .ConfigureAwait(false);
        return [.. roles.OrderBy(role => role.Name, StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<Role>> ListRoles(AccountId accountId, CancellationToken cancel = default)
    {
        var roles = await engine.Read(state => state.RolesOf(accountId).ToList()).ConfigureAwait(false);
        return [.. roles.OrderBy(role => role.Name, StringComparer.Ordinal)];
    }

    public ValueTask<StoreOutcome<Role>> UpdateRole(
        RoleId roleId, RoleChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var role = state.FindRole(roleId);
            var named = role is not null && change.Name is { } name ? state.FindRole(role.Workspace, name) : null;
            return RoleWrites.Update(role, roleId, change, named, now);
        }, cancel);

    public ValueTask<StoreOutcome<Role>> DeleteRole(RoleId roleId, CancellationToken cancel = default) =>
        facts.Commit((state, _) => RoleWrites.Delete(
            state.FindRole(roleId), roleId, [.. state.GroupRules.All.Where(rule => rule.RoleId == roleId)]), cancel);

    public ValueTask<StoreOutcome<RolePermission>> AddPermission(
        RoleId roleId, NewRolePermission permission, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.AddPermission(
            state.FindRole(roleId), roleId, permission, state.NextNumber, now), cancel);

    public ValueTask<StoreOutcome<RolePermission>> UpdatePermission(
        RoleId roleId, long number, AccessLevel level, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.UpdatePermission(
            state.FindRole(roleId), roleId, number, level, now), cancel);

    public ValueTask<StoreOutcome<Role>> RemovePermission(
        RoleId roleId, long number, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.RemovePermission(
            state.FindRole(roleId), roleId, number, now), cancel);

    public ValueTask<StoreOutcome<Role>> AddMember(
        RoleId roleId, AccountId accountId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.AddMember(
            state.FindRole(roleId), roleId, state.Accounts.Find(accountId), accountId, now), cancel);

    public ValueTask<StoreOutcome<Role>> RemoveMember(
        RoleId roleId, AccountId accountId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.RemoveMember(
            state.FindRole(roleId), roleId, state.Accounts.Find(accountId), accountId, now), cancel);

    public ValueTask<StoreOutcome<RolePermission>> AddDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission,
        CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            if (state.GetWorkspace(workspace) is null) return IdentityProblems.WorkspaceMissing(workspace);
            var (account, role) = FindDirectGrants(state, accountId, workspace);
            var grants = state.RolesOf(accountId).Where(given => given.Workspace == workspace)
                .Sum(given => given.Permissions.Count);
            return DirectGrantWrites.Add(
                account, accountId, role, workspace, permission, grants, state.CountRoles(direct: true),
                state.NextNumber, now);
        }, cancel);

    public ValueTask<StoreOutcome<RolePermission>> UpdateDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission,
        CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var (account, role) = FindDirectGrants(state, accountId, workspace);
            return DirectGrantWrites.Update(account, accountId, role, permission, now);
        }, cancel);

    public ValueTask<StoreOutcome<Role>> RemoveDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission,
        CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var (account, role) = FindDirectGrants(state, accountId, workspace);
            return DirectGrantWrites.Remove(account, accountId, role, permission, now);
        }, cancel);

    private static (StoredAccount? Account, Role? Role) FindDirectGrants(
        IdentityState state, AccountId accountId, WorkspaceName workspace)
    {
        var account = state.Accounts.Find(accountId);
        return (account, account is null ? null : state.FindDirectGrants(workspace, account.Account));
    }
}
