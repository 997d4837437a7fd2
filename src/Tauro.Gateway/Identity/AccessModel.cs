using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>A snapshot of accounts, API keys, roles and workspaces, with indexes. It never changes.</summary>
internal sealed class AccessModel
{
    private const int HeadersMax = 10_000;

    private readonly FrozenDictionary<ApiKeyId, StoredApiKey> keys;
    private readonly FrozenDictionary<AccountId, StoredAccount> accounts;
    private readonly FrozenDictionary<string, StoredAccount> byName;
    private readonly ILookup<AccountId, Role> roles;
    private readonly FrozenDictionary<(string Issuer, string Subject), AccountId> logins;
    private readonly ILookup<string, GroupRule> rules;
    private readonly FrozenSet<RuleMember> ruleMembers;

    private readonly ConcurrentDictionary<string, StoredApiKey> byHeader = new(StringComparer.Ordinal);

    // One object for each, as tokens are kept by it.
    private readonly ConcurrentDictionary<AccountId, Principal> principals = [];
    private readonly ConcurrentDictionary<ApiKeyId, Principal> keyPrincipals = [];
    private readonly ConcurrentDictionary<(AccountId, ApiKeyId?, WorkspaceName), Principal> inWorkspaces = [];
    private readonly FrozenDictionary<WorkspaceName, Workspace> workspaces;

    public AccessModel(IdentitySnapshot snapshot)
    {
        Version = snapshot.Version;
        SetupRequired = snapshot.SetupRequired;
        keys = snapshot.Keys.ToFrozenDictionary(key => key.Key.KeyId);
        accounts = snapshot.Accounts.ToFrozenDictionary(stored => stored.Account.AccountId);
        byName = snapshot.Accounts.ToFrozenDictionary(
            stored => stored.Account.Name, StringComparer.OrdinalIgnoreCase);
        DefaultAccess = snapshot.DefaultAccess;
        roles = DefaultRole.AddTo(snapshot.Roles, DefaultAccess, accounts.Keys)
            .SelectMany(role => role.GetAccounts().Select(member => (member, role)))
            .ToLookup(pair => pair.member, pair => pair.role);
        workspaces = snapshot.Workspaces.ToFrozenDictionary(workspace => workspace.Name);
        logins = (snapshot.Logins ?? []).ToFrozenDictionary(
            login => (login.Issuer, login.Subject), login => login.AccountId);
        rules = (snapshot.GroupRules ?? []).ToLookup(rule => rule.Issuer);
        ruleMembers = snapshot.Roles.SelectMany(role => role.RuleMembers).ToFrozenSet();
    }

    public long Version { get; }

    /// <summary>What all accounts may do in the workspace <c>default</c>; null for nothing.</summary>
    public AccessLevel? DefaultAccess { get; }

    /// <summary>Whether there is no administrator yet.</summary>
    public bool SetupRequired { get; }

    public StoredApiKey? FindKey(ApiKeyId keyId) => keys.GetValueOrDefault(keyId);

    public StoredAccount? FindAccount(string name) => byName.GetValueOrDefault(name);

    public StoredAccount? FindAccount(AccountId accountId) => accounts.GetValueOrDefault(accountId);

    /// <summary>Finds an account by an external login.</summary>
    public StoredAccount? FindAccount(string issuer, string subject) =>
        logins.TryGetValue((issuer, subject), out var accountId) ? FindAccount(accountId) : null;

    /// <summary>Whether an account has exactly the roles that the group rules of an issuer give to groups.</summary>
    public bool HasRolesOf(AccountId accountId, string issuer, IReadOnlyList<string> groups) => rules[issuer]
        .All(rule => ruleMembers.Contains(new RuleMember(accountId, rule.RuleId))
            == groups.Contains(rule.Group, StringComparer.Ordinal));

    /// <summary>Finds a key by a header in which it was found before; null for none.</summary>
    public StoredApiKey? FindKeyByHeader(string header) => byHeader.GetValueOrDefault(header);

    /// <summary>Remembers the header in which a valid key was sent, so that it is not checked again.</summary>
    public void Remember(string header, StoredApiKey key)
    {
        if (byHeader.Count < HeadersMax) byHeader.TryAdd(header, key);
    }

    /// <summary>Returns a principal in a workspace, with the grants that it has there.</summary>
    public Principal Enter(WorkspaceName workspace, Principal principal) =>
        inWorkspaces.GetOrAdd((principal.Id, principal.KeyId, workspace), _ => principal with
        {
            Workspace = workspace,
            Quotas = workspaces.GetValueOrDefault(workspace)?.Quotas,
            Grants = [.. RolesIn(workspace, principal.Id).SelectMany(role => role.ToGrants()).Distinct()],
        });

    /// <summary>
    /// Whether a workspace exists for a principal: it has a role there. So do <c>default</c> for all, and all for an
    /// administrator.
    /// </summary>
    public bool MayEnter(Principal principal, WorkspaceName workspace) => workspace == WorkspaceName.Default
        || (workspaces.ContainsKey(workspace)
            && (principal.IsAdmin || RolesIn(workspace, principal.Id).Any()));

    /// <summary>Returns the workspaces that exist for a principal, by name.</summary>
    public IReadOnlyList<WorkspaceName> ListWorkspaces(Principal principal) => principal.IsAdmin
        ? [.. workspaces.Keys.Order()]
        : [.. roles[principal.Id].Select(role => role.Workspace).Distinct().Order()];

    /// <summary>
    /// Returns the only workspace in which an account has roles; null if there are several or none, and for an
    /// administrator. What others share with it in another workspace does not count.
    /// </summary>
    public WorkspaceName? FindOnlyWorkspace(Principal principal)
    {
        if (principal.IsAdmin) return null;
        WorkspaceName? only = null;
        foreach (var role in roles[principal.Id])
        {
            if (role.IsDirect()) continue;
            if (only is { } other && other != role.Workspace) return null;
            only = role.Workspace;
        }

        return only;
    }

    /// <summary>Returns an account as the sender of requests, in no workspace yet.</summary>
    public Principal PrincipalOf(StoredAccount stored) =>
        principals.GetOrAdd(stored.Account.AccountId, Create, stored.Account);

    /// <summary>
    /// Returns the account of a key as the sender of requests, with the limits of the key, in no workspace yet.
    /// </summary>
    public Principal? PrincipalOf(StoredApiKey stored) => accounts.TryGetValue(stored.Key.AccountId, out var account)
        ? keyPrincipals.GetOrAdd(stored.Key.KeyId, _ => PrincipalOf(account) with
        {
            Scopes = stored.Key.Workspace is null ? stored.Key.Scopes : WithoutAdmin(stored.Key.Scopes),
            KeyId = stored.Key.KeyId,
        })
        : null;

    /// <summary>
    /// Finds the account or the key of a principal again, in the same workspace; null if it is not valid any more.
    /// </summary>
    public Principal? FindAgain(Principal principal, DateTimeOffset now)
    {
        var found = principal.KeyId is { } keyId
            ? FindKey(keyId) is { } key && key.IsValidAt(now.ToUnixTimeMilliseconds()) ? PrincipalOf(key) : null
            : accounts.TryGetValue(principal.Id, out var account) ? PrincipalOf(account)
            : null;
        var workspace = principal.Workspace ?? WorkspaceName.Default;
        return found is not null && MayEnter(found, workspace) ? Enter(workspace, found) : null;
    }

    /// <summary>
    /// Returns the scopes of a key that is limited to a workspace: what belongs to all workspaces is not for it, and it
    /// must not make keys without the limit.
    /// </summary>
    private static AccessScope[] WithoutAdmin(IReadOnlyList<AccessScope>? scopes) =>
        [.. (scopes ?? Enum.GetValues<AccessScope>()).Where(scope => scope != AccessScope.Admin)];

    private IEnumerable<Role> RolesIn(WorkspaceName workspace, AccountId accountId) =>
        roles[accountId].Where(role => role.Workspace == workspace);

    private static Principal Create(AccountId accountId, Account account) =>
        new(account.Kind, accountId, account.Name, account.IsAdmin, []);
}
