using System.Text.Json.Serialization;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>Grants with a name, which are given to accounts together.</summary>
public sealed record Role
{
    /// <summary>A number, assigned by the store.</summary>
    public required RoleId RoleId { get; init; }

    /// <summary>The workspace in which it is valid; absent for <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    /// <summary>Unique among the roles of the workspace.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>What its members may do.</summary>
    public IReadOnlyList<RolePermission> Permissions { get; init; } = [];

    /// <summary>The accounts to which it was given.</summary>
    public IReadOnlyList<AccountId> Members { get; init; } = [];

    /// <summary>The accounts that have it by a group rule since their last sign-in.</summary>
    public IReadOnlyList<RuleMember> RuleMembers { get; init; } = [];

    /// <summary>The account whose direct grants it has, which is its only member; absent for other roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountId? DirectFor { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Returns all accounts that have it, each once.</summary>
    public IEnumerable<AccountId> GetAccounts() =>
        Members.Union(RuleMembers.Select(member => member.AccountId));

    /// <summary>Returns what its members may do.</summary>
    public IEnumerable<Grant> ToGrants() => Permissions.Select(permission => permission.ToGrant());
}
