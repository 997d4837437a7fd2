using System.Globalization;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Local.Identity;

/// <content>Roles.</content>
internal sealed partial class LocalIdentityStore
{
    public ValueTask<StoreOutcome<Role>> CreateRole(NewRole role, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.Create(
            role, state.FindRole(role.Name), state.Roles.Count,
            new RoleId(state.NextNumber.ToString(CultureInfo.InvariantCulture)), now), cancel);

    public async ValueTask<StoreOutcome<Role>> GetRole(RoleId roleId, CancellationToken cancel = default) =>
        await engine.Read(state => state.Roles.Find(roleId)).ConfigureAwait(false) is { } role
            ? role
            : IdentityProblems.RoleMissing(roleId);

    public async ValueTask<IReadOnlyList<Role>> ListRoles(CancellationToken cancel = default)
    {
        var roles = await engine.Read(state => state.Roles.All.ToList()).ConfigureAwait(false);
        return [.. roles.OrderBy(role => role.Name, StringComparer.Ordinal)];
    }

    public ValueTask<StoreOutcome<Role>> UpdateRole(
        RoleId roleId, RoleChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.Update(
            state.Roles.Find(roleId), roleId, change, change.Name is { } name ? state.FindRole(name) : null, now),
            cancel);

    public ValueTask<StoreOutcome<Role>> DeleteRole(RoleId roleId, CancellationToken cancel = default) =>
        facts.Commit((state, _) => RoleWrites.Delete(state.Roles.Find(roleId), roleId), cancel);

    public ValueTask<StoreOutcome<RolePermission>> AddPermission(
        RoleId roleId, NewRolePermission permission, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.AddPermission(
            state.Roles.Find(roleId), roleId, permission, state.NextNumber, now), cancel);

    public ValueTask<StoreOutcome<Role>> RemovePermission(
        RoleId roleId, long number, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.RemovePermission(
            state.Roles.Find(roleId), roleId, number, now), cancel);

    public ValueTask<StoreOutcome<Role>> AddMember(
        RoleId roleId, AccountId accountId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.AddMember(
            state.Roles.Find(roleId), roleId, state.Accounts.Find(accountId), accountId, now), cancel);

    public ValueTask<StoreOutcome<Role>> RemoveMember(
        RoleId roleId, AccountId accountId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RoleWrites.RemoveMember(
            state.Roles.Find(roleId), roleId, state.Accounts.Find(accountId), accountId, now), cancel);
}
