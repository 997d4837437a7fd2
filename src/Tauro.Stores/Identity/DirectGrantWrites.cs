using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Identity;

/// <summary>
/// Decides on grants to a single account. As in MLflow, those of an account in a workspace are in a role that only it
/// has, so that whatever is true of roles is true of them. It exists as long as it has grants.
/// </summary>
public static class DirectGrantWrites
{
    private const string NameStart = "__user_";
    private const string NameEnd = "__";

    /// <summary>Returns the name of the role with the direct grants of an account.</summary>
    public static string GetRoleName(Account account) =>
        string.Create(CultureInfo.InvariantCulture, $"{NameStart}{account.Number}{NameEnd}");

    /// <summary>Whether a name is for the direct grants of an account; people can't choose it.</summary>
    public static bool IsRoleName(string name) =>
        name.StartsWith(NameStart, StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(NameEnd, StringComparison.Ordinal);

    /// <summary>Whether a role has the direct grants of an account.</summary>
    public static bool IsDirect(this Role role) => role.DirectFor is not null;

    /// <summary>Returns the direct grant on a resource, or on all of its type; null for none.</summary>
    /// <param name="role">The role with the direct grants of an account; null when there is none.</param>
    /// <param name="type">The type of the resource.</param>
    /// <param name="pattern">The pattern of the grant.</param>
    public static RolePermission? Find(Role? role, ResourceType type, string pattern) =>
        role?.Permissions.FirstOrDefault(known => known.ResourceType == type && known.ResourcePattern == pattern);

    /// <summary>Adds a grant. An account has at most one on a resource.</summary>
    /// <param name="account">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="role">The role with its direct grants; null when there is none.</param>
    /// <param name="workspace">The workspace in which it is valid.</param>
    /// <param name="permission">The grant to add.</param>
    /// <param name="grants">The number of grants that the account has in the workspace by all its roles.</param>
    /// <param name="count">The number of such roles.</param>
    /// <param name="number">A new number.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, RolePermission>> Add(
        StoredAccount? account, AccountId accountId, Role? role, WorkspaceName workspace, NewRolePermission permission,
        int grants, int count, long number, long now)
    {
        if (account is null) return IdentityProblems.AccountMissing(accountId);
        if (Check(permission) is { } bad) return bad;
        var name = account.Account.Name;
        if (Find(role, permission.ResourceType, permission.ResourcePattern) is { } known)
            return IdentityProblems.DirectGrantExists(name, known);
        if (role?.Permissions.Count >= Limits.RolePermissionsMax)
            return IdentityProblems.TooMany($"grants to '{name}' alone", Limits.RolePermissionsMax);
        // All of them are in each of its tokens, which have to be small.
        if (grants >= Limits.AccountGrantsMax)
            return IdentityProblems.TooMany($"grants to '{name}' in the workspace", Limits.AccountGrantsMax);
        if (role is not null) return RoleWrites.AddPermission(role, role.RoleId, permission, number, now);
        if (count >= Limits.DirectGrantRolesMax)
            return IdentityProblems.TooMany("accounts with grants of their own", Limits.DirectGrantRolesMax);
        var added = new RolePermission(
            number, permission.ResourceType, permission.ResourcePattern, permission.Permission);
        var created = new Role
        {
            RoleId = RoleWrites.ToId(number),
            Workspace = workspace,
            Name = GetRoleName(account.Account),
            DirectFor = accountId,
            Permissions = [added],
            Members = [accountId],
            CreationTime = now,
            LastUpdateTime = now,
        };
        return new Decision<IdentityFact, RolePermission>(
            [new IdentityFact.PutRole(created)], [new RoleCreated(created.RoleId, created.Name)], added);
    }

    /// <summary>Changes the level of a grant.</summary>
    /// <param name="account">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="role">The role with its direct grants; null when there is none.</param>
    /// <param name="permission">The grant, with the new level.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, RolePermission>> Update(
        StoredAccount? account, AccountId accountId, Role? role, NewRolePermission permission, long now)
    {
        if (account is null) return IdentityProblems.AccountMissing(accountId);
        if (Check(permission) is { } bad) return bad;
        return role is not null && Find(role, permission.ResourceType, permission.ResourcePattern) is { } known
            ? RoleWrites.UpdatePermission(role, role.RoleId, known.Number, permission.Permission, now)
            : IdentityProblems.DirectGrantMissing(account.Account.Name, permission);
    }

    /// <summary>Removes a grant, and the role with the last one.</summary>
    /// <param name="account">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="role">The role with its direct grants; null when there is none.</param>
    /// <param name="permission">The grant, with any level.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> Remove(
        StoredAccount? account, AccountId accountId, Role? role, NewRolePermission permission, long now)
    {
        if (account is null) return IdentityProblems.AccountMissing(accountId);
        if (role is null || Find(role, permission.ResourceType, permission.ResourcePattern) is not { } known)
            return IdentityProblems.DirectGrantMissing(account.Account.Name, permission);
        return role.Permissions.Count == 1
            ? RoleWrites.Delete(role, role.RoleId, [])
            : RoleWrites.RemovePermission(role, role.RoleId, known.Number, now);
    }

    /// <summary>Checks that an account can have a grant of its own on a type of resources.</summary>
    /// <param name="type">The type.</param>
    /// <param name="single">Whether the grant is on a single resource.</param>
    public static StoreProblem? CheckType(ResourceType type, bool single) => type switch
    {
        ResourceType.Workspace => StoreProblem.Invalid(
            ProblemCodes.InvalidRequest,
            "resource_type is WORKSPACE; an account gets access to a workspace by a role. Give it one."),
        ResourceType.Experiment or ResourceType.RegisteredModel => null,
        _ when !single => null,
        _ => StoreProblem.Invalid(
            ProblemCodes.InvalidRequest,
            $"resource_id names a single {ApiName.Get(type)}; send '*', or share the "
            + $"{ApiName.Get(ResourceTypes.GetTop(type))} that it is in."),
    };

    private static StoreProblem? Check(NewRolePermission permission) =>
        CheckType(permission.ResourceType, permission.ResourcePattern != Grant.All)
        ?? RoleWrites.CheckPermission(permission);
}
