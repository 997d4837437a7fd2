using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to roles.</summary>
public static class RoleWrites
{
    /// <param name="role">The role to create.</param>
    /// <param name="named">The role that has the name; null for none.</param>
    /// <param name="count">The number of roles, without those with direct grants.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="workspace">The workspace in which it is valid.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> Create(
        NewRole role, Role? named, int count, RoleId id, long now, WorkspaceName workspace = default)
    {
        if (Check(role.Name, role.Description) is { } bad) return bad;
        if (named is not null) return IdentityProblems.RoleNameTaken(role.Name);
        if (count >= Limits.RolesMax) return IdentityProblems.TooMany("roles", Limits.RolesMax);
        var created = new Role
        {
            RoleId = id,
            Workspace = workspace,
            Name = role.Name,
            Description = role.Description,
            CreationTime = now,
            LastUpdateTime = now,
        };
        return new Decision<IdentityFact, Role>(
            [new IdentityFact.PutRole(created)], [new RoleCreated(id, created.Name)], created);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="change">The change.</param>
    /// <param name="named">The role that has the new name; null for none.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> Update(
        Role? role, RoleId roleId, RoleChange change, Role? named, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        var name = change.Name ?? role.Name;
        if (Check(name, change.Description) is { } bad) return bad;
        if (named is not null && named.RoleId != roleId) return IdentityProblems.RoleNameTaken(name);
        return Put(role with { Name = name, Description = change.Description ?? role.Description }, now);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="rules">The group rules that give it.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> Delete(
        Role? role, RoleId roleId, IReadOnlyList<GroupRule> rules)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        var removed = rules.Select(GroupRuleWrites.Remove).ToList();
        return new Decision<IdentityFact, Role>(
            [.. removed.SelectMany(rule => rule.Facts), new IdentityFact.RemoveRole(roleId)],
            [.. removed.SelectMany(rule => rule.Events), new RoleDeleted(roleId, role.Name)],
            role);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="permission">The grant to add.</param>
    /// <param name="number">A new number.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, RolePermission>> AddPermission(
        Role? role, RoleId roleId, NewRolePermission permission, long number, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        if (CheckPermission(permission) is { } bad) return bad;
        var added = new RolePermission(
            number, permission.ResourceType, permission.ResourcePattern, permission.Permission);
        if (role.Permissions.FirstOrDefault(known => known with { Number = number } == added) is { } equal)
            return Decision<IdentityFact, RolePermission>.Unchanged(equal);
        if (role.Permissions.Count >= Limits.RolePermissionsMax)
            return IdentityProblems.TooMany("permissions of the role", Limits.RolePermissionsMax);
        var put = Put(role with { Permissions = [.. role.Permissions, added] }, now);
        return new Decision<IdentityFact, RolePermission>(put.Facts, put.Events, added);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="number">The number of the grant.</param>
    /// <param name="level">Its new level.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, RolePermission>> UpdatePermission(
        Role? role, RoleId roleId, long number, AccessLevel level, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        if (role.Permissions.FirstOrDefault(permission => permission.Number == number) is not { } old)
            return IdentityProblems.PermissionMissing(number);
        var changed = old with { Permission = level };
        if (CheckPermission(new NewRolePermission(old.ResourceType, level, old.ResourcePattern)) is { } bad) return bad;
        var put = Put(
            role with { Permissions = [.. role.Permissions.Select(known => known == old ? changed : known)] }, now);
        return new Decision<IdentityFact, RolePermission>(put.Facts, put.Events, changed);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="number">The number of the grant.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> RemovePermission(
        Role? role, RoleId roleId, long number, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        var left = role.Permissions.Where(permission => permission.Number != number).ToList();
        return left.Count == role.Permissions.Count
            ? IdentityProblems.PermissionMissing(number)
            : Put(role with { Permissions = left }, now);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="account">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> AddMember(
        Role? role, RoleId roleId, StoredAccount? account, AccountId accountId, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        if (account is null) return IdentityProblems.AccountMissing(accountId);
        if (role.Members.Contains(accountId)) return Decision<IdentityFact, Role>.Unchanged(role);
        return role.Members.Count >= Limits.RoleMembersMax
            ? IdentityProblems.TooMany("members of the role", Limits.RoleMembersMax)
            : Put(role with { Members = [.. role.Members, accountId] }, now);
    }

    /// <param name="role">The role; null when there is none.</param>
    /// <param name="roleId">Its id.</param>
    /// <param name="account">The account; null when there is none.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Role>> RemoveMember(
        Role? role, RoleId roleId, StoredAccount? account, AccountId accountId, long now)
    {
        if (role is null) return IdentityProblems.RoleMissing(roleId);
        if (role.Members.Contains(accountId))
            return Put(role with { Members = [.. role.Members.Where(member => member != accountId)] }, now);
        return account is null
            ? IdentityProblems.AccountMissing(accountId)
            : Decision<IdentityFact, Role>.Unchanged(role);
    }

    /// <summary>Returns the id of a role for a number.</summary>
    public static RoleId ToId(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes a role from an account that is deleted; one with its direct grants is removed.</summary>
    internal static Decision<IdentityFact, Role> Leave(Role role, AccountId accountId, long now)
    {
        if (role.IsDirect()) return Delete(role, role.RoleId, []).Value;
        return Put(
            role with
            {
                Members = [.. role.Members.Where(member => member != accountId)],
                RuleMembers = [.. role.RuleMembers.Where(member => member.AccountId != accountId)],
            },
            now);
    }

    internal static Decision<IdentityFact, Role> Put(Role role, long now)
    {
        var updated = role with { LastUpdateTime = now };
        return new Decision<IdentityFact, Role>(
            [new IdentityFact.PutRole(updated)], [new RoleUpdated(updated.RoleId, updated.Name)], updated);
    }

    private static StoreProblem? Check(string name, string? description) =>
        NameRules.CheckName("role", name) ?? CheckNotDirect(name) ?? AccountWrites.CheckDescription(description);

    private static StoreProblem? CheckNotDirect(string name) => DirectGrantWrites.IsRoleName(name)
        ? StoreProblem.Invalid(
            ProblemCodes.InvalidName,
            $"The role name '{NameRules.Excerpt(name)}' is for the grants to a single account; choose another one.")
        : null;

    internal static StoreProblem? CheckPermission(NewRolePermission permission)
    {
        if (permission.ResourcePattern != Grant.All
            && !ResourceTypes.IsId(permission.ResourceType, permission.ResourcePattern))
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"resource_pattern is '{NameRules.Excerpt(permission.ResourcePattern)}'; send '*' for all resources of "
                + "the type. For EXPERIMENT, it may be an experiment_id, and for REGISTERED_MODEL a model_id.");
        return permission is
            { ResourceType: ResourceType.Workspace, Permission: not (AccessLevel.Use or AccessLevel.Manage) }
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"permission is {ApiName.Get(permission.Permission)}; a workspace takes only USE or MANAGE.")
            : null;
    }
}
