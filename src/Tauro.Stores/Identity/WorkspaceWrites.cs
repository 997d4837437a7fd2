using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to workspaces.</summary>
public static class WorkspaceWrites
{
    /// <summary>Creates a workspace, with a role for those who manage it and one for those who work in it.</summary>
    /// <param name="workspace">The workspace to create.</param>
    /// <param name="named">The workspace that has the name; null for none.</param>
    /// <param name="count">The number of workspaces.</param>
    /// <param name="roles">The number of roles, without those with direct grants.</param>
    /// <param name="number">The first of two new numbers, for the roles and their permissions.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Workspace>> Create(
        NewWorkspace workspace, Workspace? named, int count, int roles, long number, long now)
    {
        if (WorkspaceRules.CheckNew(workspace.Name) is { } badName) return badName;
        if (AccountWrites.CheckDescription(workspace.Description) is { } bad) return bad;
        if (WorkspaceRules.Check(workspace.Quotas) is { } badQuota) return badQuota;
        if (named is not null) return IdentityProblems.WorkspaceNameTaken(workspace.Name);
        if (count >= Limits.WorkspacesMax) return IdentityProblems.TooMany("workspaces", Limits.WorkspacesMax);
        if (roles + 2 > Limits.RolesMax) return IdentityProblems.TooMany("roles", Limits.RolesMax);
        var created = new Workspace
        {
            Name = workspace.Name,
            Description = workspace.Description,
            Quotas = ToStored(workspace.Quotas),
            CreationTime = now,
            LastUpdateTime = now,
        };
        return AddFirstRoles(
            new Decision<IdentityFact, Workspace>(
                [new IdentityFact.PutWorkspace(created)], [new WorkspaceCreated(created.Name)], created),
            created.Name, number, now);
    }

    /// <summary>Adds the two roles with which a workspace begins.</summary>
    /// <param name="decision">The decision to add them to.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="number">The first of two new numbers, for the roles and their permissions.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<IdentityFact, T> AddFirstRoles<T>(
        Decision<IdentityFact, T> decision, WorkspaceName workspace, long number, long now)
    {
        Role[] roles =
        [
            NewRole("admin", "Manages the workspace.", AccessLevel.Manage, number),
            NewRole("user", "Creates experiments and models in the workspace.", AccessLevel.Use, number + 1),
        ];
        return decision with
        {
            Facts = [.. decision.Facts, .. roles.Select(role => new IdentityFact.PutRole(role))],
            Events =
            [
                .. decision.Events,
                .. roles.Select(role => new RoleCreated(role.RoleId, role.Name) { Workspace = workspace }),
            ],
        };

        Role NewRole(string name, string description, AccessLevel level, long id) => new()
        {
            RoleId = RoleWrites.ToId(id),
            Workspace = workspace,
            Name = name,
            Description = description,
            Permissions = [new RolePermission(id, ResourceType.Workspace, Grant.All, level)],
            CreationTime = now,
            LastUpdateTime = now,
        };
    }

    /// <param name="workspace">The workspace; null when there is none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Workspace>> Update(
        Workspace? workspace, WorkspaceName name, WorkspaceChange change, long now)
    {
        if (workspace is null) return IdentityProblems.WorkspaceMissing(name);
        if (AccountWrites.CheckDescription(change.Description) is { } bad) return bad;
        if (WorkspaceRules.Check(change.Quotas) is { } badQuota) return badQuota;
        var updated = workspace with
        {
            Description = change.Description ?? workspace.Description,
            Quotas = change.Quotas is null ? workspace.Quotas : ToStored(change.Quotas),
            LastUpdateTime = now,
        };
        return new Decision<IdentityFact, Workspace>(
            [new IdentityFact.PutWorkspace(updated)], [new WorkspaceUpdated(name)], updated);
    }

    /// <summary>Deletes a workspace with its roles, and revokes the API keys that are limited to it.</summary>
    /// <param name="workspace">The workspace; null when there is none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="roles">Its roles.</param>
    /// <param name="rules">The group rules that give them.</param>
    /// <param name="keys">The valid API keys that are limited to it.</param>
    /// <param name="by">Who deletes it.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, Workspace>> Delete(
        Workspace? workspace, WorkspaceName name, IReadOnlyList<Role> roles, IReadOnlyList<GroupRule> rules,
        IReadOnlyList<StoredApiKey> keys, AccountId? by, long now)
    {
        if (name == WorkspaceName.Default) return IdentityProblems.DefaultWorkspace("deleted");
        if (workspace is null) return IdentityProblems.WorkspaceMissing(name);
        var removed = rules.Select(GroupRuleWrites.Remove).ToList();
        var revoked = keys.Select(key => ApiKeyWrites.Revoke(key, key.Key.KeyId, by, now).Value).ToList();
        return new Decision<IdentityFact, Workspace>(
            [
                new IdentityFact.RemoveWorkspace(name),
                .. roles.Select(role => new IdentityFact.RemoveRole(role.RoleId)),
                .. removed.SelectMany(rule => rule.Facts),
                .. revoked.SelectMany(key => key.Facts),
            ],
            [
                new WorkspaceDeleted(name),
                .. roles.Select(role => new RoleDeleted(role.RoleId, role.Name) { Workspace = name }),
                .. removed.SelectMany(rule => rule.Events),
                .. revoked.SelectMany(key => key.Events),
            ],
            workspace);
    }

    /// <summary>Returns limits without members as none.</summary>
    private static WorkspaceQuotas? ToStored(WorkspaceQuotas? quotas) =>
        quotas == new WorkspaceQuotas() ? null : quotas;
}
