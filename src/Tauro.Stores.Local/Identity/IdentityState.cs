using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;
using Tauro.Stores.Identity;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Identity;

/// <summary>Accounts, API keys, roles, external logins and group rules, in memory.</summary>
internal sealed class IdentityState : LocalState
{
    private static readonly Dictionary<string, Func<JsonElement, string>> Hashes = new()
    {
        ["password_hash"] = TrailSecret.Hide, ["hash"] = TrailSecret.Hide,
    };

    public IdentityState() : base("identity", "identity", path => $"artifacts/{path}") =>
        SetTables(Accounts, Keys, Uses, Workspaces, Roles, Setup, Logins, GroupRules, Security);

    public AccountTable Accounts { get; } = new()
    {
        Trail = new TrailRule<StoredAccount>("account", stored => $"accounts/{stored.Account.AccountId}")
        {
            Secrets = Hashes,
        },
    };

    public GroupedTable<StoredApiKey> Keys { get; } = new(
        TableId.ApiKeys, "accounts/keys", stored => stored.Key.KeyId, stored => stored.Key.AccountId)
    {
        Trail = new TrailRule<StoredApiKey>("api_key", stored => $"api-keys/{stored.Key.KeyId}")
        {
            Secrets = Hashes,
        },
    };

    /// <summary>The last use of each key. It is not a change that somebody made.</summary>
    public DocumentTable<ApiKeyUse> Uses { get; } = new(TableId.ApiKeyUses, "accounts/uses", use => use.KeyId);

    /// <summary>The workspaces, without <c>default</c> as long as nothing of it was set.</summary>
    public DocumentTable<Workspace> Workspaces { get; } =
        new(TableId.Workspaces, "workspaces/workspaces", workspace => workspace.Name)
        {
            Trail = new TrailRule<Workspace>("workspace", workspace => $"workspaces/{workspace.Name}"),
        };

    public DocumentTable<Role> Roles { get; } = new(TableId.Roles, "roles/roles", role => role.RoleId)
    {
        Trail = new TrailRule<Role>("role", role => $"roles/{role.RoleId}"),
    };

    public DocumentTable<StoredSetup> Setup { get; } =
        new(TableId.Setup, "accounts/setup", _ => StoredSetup.Key) { IsBounded = true };

    /// <summary>Sign-ins, invalid credentials and refused requests. Their number is limited.</summary>
    public SecurityTable Security { get; } = new() { IsBounded = true };

    public LoginTable Logins { get; } = new()
    {
        Trail = new TrailRule<ExternalLogin>("external_login", login => $"external-logins/{login.LoginId}"),
    };

    public DocumentTable<GroupRule> GroupRules { get; } = new(TableId.GroupRules, "roles/rules", rule => rule.RuleId)
    {
        Trail = new TrailRule<GroupRule>("group_rule", rule => $"group-rules/{rule.RuleId}"),
    };

    /// <summary>
    /// A number that no account, role or permission has. A change that takes one adds an event, so the next number is
    /// another one.
    /// </summary>
    public long NextNumber => Events.LastApplied + 1;

    /// <summary>Grows with each change of accounts, keys or roles, as each of them adds an event.</summary>
    public long Version => Events.LastApplied;

    public Role? FindRole(WorkspaceName workspace, string name) => Roles.All.FirstOrDefault(role =>
        role.Workspace == workspace && role.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Finds a workspace; <c>default</c> always exists.</summary>
    public Workspace? GetWorkspace(WorkspaceName name) => Workspaces.Find(name)
        ?? (name == WorkspaceName.Default ? new Workspace { Name = name } : null);

    /// <summary>Finds a role that is not one with direct grants.</summary>
    public Role? FindRole(RoleId roleId) => Roles.Find(roleId) is { } role && !role.IsDirect() ? role : null;

    /// <summary>Finds the role with the direct grants of an account.</summary>
    public Role? FindDirectGrants(WorkspaceName workspace, Account account) =>
        Roles.All.FirstOrDefault(role => role.DirectFor == account.AccountId && role.Workspace == workspace);

    /// <summary>Returns the number of roles, with or without direct grants.</summary>
    public int CountRoles(bool direct) => Roles.All.Count(role => role.IsDirect() == direct);

    public IEnumerable<Role> RolesOf(AccountId accountId) =>
        Roles.All.Where(role => role.GetAccounts().Contains(accountId));

    public int CountValidKeys(AccountId accountId, long now) =>
        Keys.In(accountId).Count(key => key.IsValidAt(now));

    /// <summary>Returns a key with its last use.</summary>
    public ApiKey WithUse(ApiKey key) => Uses.Find(key.KeyId) is { } use
        ? key with { LastUseTime = use.Time, LastAddress = use.Address }
        : key;

    /// <summary>Accounts and their keys are in no workspace, also if a request in one changes them.</summary>
    public override WorkspaceName FindWorkspace(string resource, WorkspaceName? current) => resource.Split('/') switch
    {
        ["workspaces", var name, ..] => new WorkspaceName(name),
        ["roles", var id, ..] => Roles.Find(id)?.Workspace ?? current ?? WorkspaceName.Default,
        _ => WorkspaceName.Default,
    };

    protected override IEnumerable<ArtifactPath> FoldersOf(Hold hold) => [];
}
