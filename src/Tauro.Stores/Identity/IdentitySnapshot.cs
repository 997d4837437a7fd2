using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;

namespace Tauro.Stores.Identity;

/// <summary>All that the gateway needs to authenticate requests, at one moment.</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="SetupRequired">Whether there is no administrator yet.</param>
/// <param name="Accounts">All accounts.</param>
/// <param name="Keys">The API keys that are neither revoked nor expired.</param>
/// <param name="Roles">All roles.</param>
/// <param name="Workspaces">All workspaces.</param>
/// <param name="Logins">All external logins.</param>
/// <param name="GroupRules">All group rules.</param>
/// <param name="DefaultAccess">What all accounts may do in the workspace <c>default</c>; null for nothing.</param>
public sealed record IdentitySnapshot(
    long Version, bool SetupRequired, IReadOnlyList<StoredAccount> Accounts, IReadOnlyList<StoredApiKey> Keys,
    IReadOnlyList<Role> Roles, IReadOnlyList<Workspace> Workspaces, IReadOnlyList<ExternalLogin>? Logins = null,
    IReadOnlyList<GroupRule>? GroupRules = null, AccessLevel? DefaultAccess = null);
