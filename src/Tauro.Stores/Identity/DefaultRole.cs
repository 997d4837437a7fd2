using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Identity;

/// <summary>The role that every account has in the workspace <c>default</c> by a setting.</summary>
public static class DefaultRole
{
    /// <summary>The setting, which is also the name of the role.</summary>
    public const string Variable = "TAURO_DEFAULT_WORKSPACE_ACCESS";

    /// <summary>Adds the role to those that were given to accounts.</summary>
    /// <param name="roles">These.</param>
    /// <param name="level">What it allows; null for none, and then there is no role.</param>
    /// <param name="accounts">Its members.</param>
    public static IReadOnlyList<Role> AddTo(
        IReadOnlyList<Role> roles, AccessLevel? level, IEnumerable<AccountId> accounts)
    {
        if (level is not { } granted) return roles;
        List<RolePermission> permissions =
        [
            new(0, ResourceType.Experiment, Grant.All, granted),
            new(0, ResourceType.RegisteredModel, Grant.All, granted),
        ];
        // To create something, an account needs Use of the workspace.
        if (granted > AccessLevel.Read)
            permissions.Add(new(0, ResourceType.Workspace, Grant.All, AccessLevel.Use));
        return
        [
            .. roles,
            new Role
            {
                RoleId = new RoleId("0"), Name = Variable, Permissions = permissions, Members = [.. accounts],
            },
        ];
    }
}
