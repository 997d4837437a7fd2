using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Identity;

/// <summary>
/// Stores accounts, API keys, roles, external logins and group rules. It gets hashes, never passwords or secrets. The
/// rules on durability, refusals and exceptions are those of <see cref="IRunStore"/>.
/// </summary>
public interface IIdentityStore
{
    /// <summary>Creates an account. Its id, number and times are those of the store.</summary>
    ValueTask<StoreOutcome<Account>> CreateAccount(
        Account account, string? passwordHash, CancellationToken cancel = default);

    /// <summary>Finds an account with what checks its password.</summary>
    ValueTask<StoreOutcome<StoredAccount>> GetAccount(AccountId accountId, CancellationToken cancel = default);

    /// <summary>Finds an account by its name, without regard to letter case.</summary>
    ValueTask<StoreOutcome<StoredAccount>> GetAccount(string name, CancellationToken cancel = default);

    /// <summary>Lists all accounts, by name.</summary>
    ValueTask<IReadOnlyList<Account>> ListAccounts(CancellationToken cancel = default);

    /// <summary>Changes an account. Refused when no administrator would be left.</summary>
    ValueTask<StoreOutcome<Account>> UpdateAccount(
        AccountId accountId, AccountUpdate update, CancellationToken cancel = default);

    /// <summary>
    /// Deletes an account with its API keys, its membership in roles and its direct grants. Refused when no
    /// administrator would be left.
    /// </summary>
    ValueTask<StoreOutcome<Account>> DeleteAccount(AccountId accountId, CancellationToken cancel = default);

    /// <summary>Keeps what checks the setup token. Does nothing when there is an administrator.</summary>
    /// <returns>Whether there is no administrator.</returns>
    ValueTask<bool> BeginSetup(SetupSecret secret, CancellationToken cancel = default);

    /// <summary>Whether a token would make the first administrator now.</summary>
    ValueTask<StoreProblem?> CheckSetup(string tokenHash, CancellationToken cancel = default);

    /// <summary>
    /// Makes sure that an API key that an operator provides is that of an administrator: creates the service account
    /// and the key, in one commit, unless there is a key with this id.
    /// </summary>
    /// <returns>Whether something was created.</returns>
    ValueTask<StoreOutcome<bool>> EnsureAdmin(
        Account admin, StoredApiKey key, CancellationToken cancel = default);

    /// <summary>Creates the first administrator, if the token is right and there is none yet.</summary>
    ValueTask<StoreOutcome<Account>> CompleteSetup(
        string tokenHash, Account admin, string passwordHash, CancellationToken cancel = default);

    /// <summary>Creates an API key of an account.</summary>
    ValueTask<StoreOutcome<ApiKey>> CreateKey(StoredApiKey key, CancellationToken cancel = default);

    /// <summary>Creates the successor of an API key, and lets the old one expire.</summary>
    /// <param name="keyId">The old key.</param>
    /// <param name="successorId">The id of the new key.</param>
    /// <param name="hash">What checks its secret.</param>
    /// <param name="overlap">How long the old key stays valid.</param>
    /// <param name="cancel">Cancels the call.</param>
    ValueTask<StoreOutcome<ApiKey>> RotateKey(
        ApiKeyId keyId, ApiKeyId successorId, string hash, TimeSpan overlap, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ApiKey>> GetKey(ApiKeyId keyId, CancellationToken cancel = default);

    /// <summary>Lists the API keys of an account, the newest first.</summary>
    ValueTask<IReadOnlyList<ApiKey>> ListKeys(AccountId accountId, CancellationToken cancel = default);

    /// <summary>Revokes an API key; one that is revoked stays as it is.</summary>
    ValueTask<StoreOutcome<ApiKey>> RevokeKey(ApiKeyId keyId, AccountId? by, CancellationToken cancel = default);

    /// <summary>Records when keys were last used. Unknown keys are ignored.</summary>
    ValueTask RecordUses(IReadOnlyList<ApiKeyUse> uses, CancellationToken cancel = default);

    /// <summary>Creates a workspace, with the roles <c>admin</c> and <c>user</c> in it, in one commit.</summary>
    ValueTask<StoreOutcome<Workspace>> CreateWorkspace(NewWorkspace workspace, CancellationToken cancel = default);

    /// <summary>Finds a workspace; <c>default</c> always exists.</summary>
    ValueTask<StoreOutcome<Workspace>> GetWorkspace(WorkspaceName name, CancellationToken cancel = default);

    /// <summary>Lists all workspaces: <c>default</c>, and the others by name.</summary>
    ValueTask<IReadOnlyList<Workspace>> ListWorkspaces(CancellationToken cancel = default);

    ValueTask<StoreOutcome<Workspace>> UpdateWorkspace(
        WorkspaceName name, WorkspaceChange change, CancellationToken cancel = default);

    /// <summary>
    /// Deletes a workspace with its roles, and revokes the API keys that are limited to it. Whether it has resources is
    /// for the caller to know; what is left in it is found again when a workspace of the name is created.
    /// </summary>
    ValueTask<StoreOutcome<Workspace>> DeleteWorkspace(WorkspaceName name, CancellationToken cancel = default);

    /// <summary>Creates a role in a workspace.</summary>
    ValueTask<StoreOutcome<Role>> CreateRole(
        NewRole role, WorkspaceName workspace, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Role>> GetRole(RoleId roleId, CancellationToken cancel = default);

    /// <summary>Lists all roles, by name. Those with direct grants are none of them, also for the methods below.
    /// </summary>
    ValueTask<IReadOnlyList<Role>> ListRoles(CancellationToken cancel = default);

    /// <summary>Lists the roles of an account in all workspaces, also those with its direct grants, by name.</summary>
    ValueTask<IReadOnlyList<Role>> ListRoles(AccountId accountId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Role>> UpdateRole(RoleId roleId, RoleChange change, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Role>> DeleteRole(RoleId roleId, CancellationToken cancel = default);

    /// <summary>Adds a grant to a role; the number of an equal one is returned when it has that.</summary>
    ValueTask<StoreOutcome<RolePermission>> AddPermission(
        RoleId roleId, NewRolePermission permission, CancellationToken cancel = default);

    /// <summary>Changes the level of a grant of a role.</summary>
    ValueTask<StoreOutcome<RolePermission>> UpdatePermission(
        RoleId roleId, long number, AccessLevel level, CancellationToken cancel = default);

    /// <summary>Removes a grant from a role.</summary>
    ValueTask<StoreOutcome<Role>> RemovePermission(RoleId roleId, long number, CancellationToken cancel = default);

    /// <summary>Gives a role to an account; one that has it stays as it is.</summary>
    ValueTask<StoreOutcome<Role>> AddMember(RoleId roleId, AccountId accountId, CancellationToken cancel = default);

    /// <summary>Takes a role from an account; an account that does not have it stays as it is.</summary>
    ValueTask<StoreOutcome<Role>> RemoveMember(
        RoleId roleId, AccountId accountId, CancellationToken cancel = default);

    /// <summary>Adds a grant to a single account; refused when it has one on the same resource.</summary>
    ValueTask<StoreOutcome<RolePermission>> AddDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission, CancellationToken cancel = default);

    /// <summary>Changes the level of a grant to a single account.</summary>
    ValueTask<StoreOutcome<RolePermission>> UpdateDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission, CancellationToken cancel = default);

    /// <summary>Removes a grant to a single account, whatever its level.</summary>
    ValueTask<StoreOutcome<Role>> RemoveDirectGrant(
        AccountId accountId, WorkspaceName workspace, NewRolePermission permission, CancellationToken cancel = default);

    /// <summary>
    /// Keeps entries about sign-ins, invalid credentials and refused requests, and removes those whose time is over.
    /// The store gives them their sequence. They are not events, and no part of the snapshot.
    /// </summary>
    ValueTask RecordSecurity(
        IReadOnlyList<AuditEntry> entries, SecurityRetention retention, CancellationToken cancel = default);

    /// <summary>Returns the selected entries, the newest first.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ReadSecurity(SecurityQuery query, CancellationToken cancel = default);

    /// <summary>Lists the external logins of all accounts, by issuer and subject.</summary>
    ValueTask<IReadOnlyList<ExternalLogin>> ListLogins(CancellationToken cancel = default);

    /// <summary>Lets a user or program of another issuer act as an account.</summary>
    ValueTask<StoreOutcome<ExternalLogin>> CreateLogin(NewExternalLogin login, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ExternalLogin>> DeleteLogin(ExternalLoginId loginId, CancellationToken cancel = default);

    /// <summary>
    /// Finds the account of a verified token of another issuer, or creates it, and gives it the roles of its groups.
    /// </summary>
    ValueTask<StoreOutcome<AccountId>> SignIn(ExternalSignIn signIn, CancellationToken cancel = default);

    /// <summary>Lists all group rules, by issuer and group.</summary>
    ValueTask<IReadOnlyList<GroupRule>> ListGroupRules(CancellationToken cancel = default);

    /// <summary>Creates a group rule; an equal one is returned when there is that.</summary>
    ValueTask<StoreOutcome<GroupRule>> CreateGroupRule(NewGroupRule rule, CancellationToken cancel = default);

    /// <summary>Deletes a group rule. Those who have its role by that lose it.</summary>
    ValueTask<StoreOutcome<GroupRule>> DeleteGroupRule(GroupRuleId ruleId, CancellationToken cancel = default);

    /// <summary>Returns everything that the gateway needs.</summary>
    ValueTask<IdentitySnapshot> GetSnapshot(CancellationToken cancel = default);
}
