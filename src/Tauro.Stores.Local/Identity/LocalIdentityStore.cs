using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Identity;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Identity;

/// <summary>Accounts and API keys in a folder of their own.</summary>
internal sealed partial class LocalIdentityStore(
    LocalEngine<IdentityState> engine, Entropy entropy, TimeProvider time) : IIdentityStore
{
    private readonly FactCommits<IdentityState, IdentityFact> facts = new(engine, Write);

    public ValueTask<StoreOutcome<Account>> CreateAccount(
        Account account, string? passwordHash, CancellationToken cancel = default)
    {
        var id = NewAccountId();
        return facts.Commit((state, now) => Create(state, account, passwordHash, id, now), cancel);
    }

    public async ValueTask<StoreOutcome<StoredAccount>> GetAccount(
        AccountId accountId, CancellationToken cancel = default) =>
        await engine.Read(state => state.Accounts.Find(accountId)).ConfigureAwait(false) is { } found
            ? found
            : IdentityProblems.AccountMissing(accountId);

    public async ValueTask<StoreOutcome<StoredAccount>> GetAccount(string name, CancellationToken cancel = default) =>
        await engine.Read(state => state.Accounts.FindByName(name)).ConfigureAwait(false) is { } found
            ? found
            : IdentityProblems.AccountMissing(name);

    public async ValueTask<IReadOnlyList<Account>> ListAccounts(CancellationToken cancel = default)
    {
        var all = await engine.Read(state => state.Accounts.All.ToList()).ConfigureAwait(false);
        return [.. all.Select(stored => stored.Account).OrderBy(account => account.Name, StringComparer.Ordinal)];
    }

    public ValueTask<StoreOutcome<Account>> UpdateAccount(
        AccountId accountId, AccountUpdate update, CancellationToken cancel = default) =>
        facts.Commit((state, now) => AccountWrites.Update(
            state.Accounts.Find(accountId), accountId, update, state.Accounts.Admins, now), cancel);

    public ValueTask<StoreOutcome<Account>> DeleteAccount(AccountId accountId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => AccountWrites.Delete(
            state.Accounts.Find(accountId), accountId, state.Accounts.Admins,
            [.. state.Keys.In(accountId).Select(stored => stored.Key.KeyId)], [.. state.RolesOf(accountId)],
            [.. state.Logins.In(accountId).Select(login => login.LoginId)], now), cancel);

    public async ValueTask<bool> BeginSetup(SetupSecret secret, CancellationToken cancel = default) =>
        (await facts.Commit<bool>((state, _) => state.Accounts.Admins > 0
            ? Decision<IdentityFact, bool>.Unchanged(false)
            : Decision<IdentityFact, bool>.From(new IdentityFact.PutSetup(secret), true), cancel)
            .ConfigureAwait(false)).Value;

    public async ValueTask<StoreProblem?> CheckSetup(string tokenHash, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await engine.Read(state => AccountWrites.CheckSetup(
            state.Setup.Find(StoredSetup.Key)?.Secret, tokenHash, state.Accounts.Admins, now)).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<bool>> EnsureAdmin(
        Account admin, StoredApiKey key, CancellationToken cancel = default)
    {
        var id = NewAccountId();
        return facts.Commit((state, now) => AccountWrites.EnsureAdmin(
            state.Accounts.FindByName(admin.Name), key, state.Keys.Find(key.Key.KeyId) is not null,
            () => Create(state, admin, null, id, now), now), cancel);
    }

    public ValueTask<StoreOutcome<Account>> CompleteSetup(
        string tokenHash, Account admin, string passwordHash, CancellationToken cancel = default)
    {
        var id = NewAccountId();
        return facts.Commit((state, now) => AccountWrites.CompleteSetup(
            state.Setup.Find(StoredSetup.Key)?.Secret, tokenHash, state.Accounts.Admins,
            () => Create(state, admin, passwordHash, id, now), now), cancel);
    }

    public ValueTask<StoreOutcome<ApiKey>> CreateKey(StoredApiKey key, CancellationToken cancel = default) =>
        facts.Commit((state, now) => key.Key.Workspace is { } limit && state.GetWorkspace(limit) is null
            ? IdentityProblems.WorkspaceMissing(limit)
            : ApiKeyWrites.Create(
                key, state.Accounts.Find(key.Key.AccountId), state.CountValidKeys(key.Key.AccountId, now)), cancel);

    public ValueTask<StoreOutcome<ApiKey>> RotateKey(
        ApiKeyId keyId, ApiKeyId successorId, string hash, TimeSpan overlap, CancellationToken cancel = default) =>
        facts.Commit((state, now) => state.Keys.Find(keyId) is { } old
            ? ApiKeyWrites.Rotate(
                old, successorId, hash, overlap, state.CountValidKeys(old.Key.AccountId, now), now)
            : IdentityProblems.KeyMissing(keyId), cancel);

    public async ValueTask<StoreOutcome<ApiKey>> GetKey(ApiKeyId keyId, CancellationToken cancel = default) =>
        await engine.Read(state => state.Keys.Find(keyId) is { } stored ? state.WithUse(stored.Key) : null)
            .ConfigureAwait(false) is { } found
            ? found
            : IdentityProblems.KeyMissing(keyId);

    public async ValueTask<IReadOnlyList<ApiKey>> ListKeys(AccountId accountId, CancellationToken cancel = default)
    {
        var keys = await engine.Read(state =>
            state.Keys.In(accountId).Select(stored => state.WithUse(stored.Key)).ToList()).ConfigureAwait(false);
        return [.. keys.OrderByDescending(key => key.CreationTime).ThenBy(key => key.KeyId)];
    }

    public ValueTask<StoreOutcome<ApiKey>> RevokeKey(
        ApiKeyId keyId, AccountId? by, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ApiKeyWrites.Revoke(state.Keys.Find(keyId), keyId, by, now), cancel);

    public async ValueTask RecordUses(IReadOnlyList<ApiKeyUse> uses, CancellationToken cancel = default) =>
        await facts.Commit<bool>((state, _) => new Decision<IdentityFact, bool>(
            [
                .. uses.Where(use => state.Keys.Find(use.KeyId) is not null
                        && (state.Uses.Find(use.KeyId)?.Time ?? 0) < use.Time)
                    .Select(use => new IdentityFact.PutUse(use)),
            ],
            [], true), cancel).ConfigureAwait(false);

    public ValueTask<IdentitySnapshot> GetSnapshot(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // The version comes first: a change that is made meanwhile is in the next snapshot.
        return engine.Read(state => new IdentitySnapshot(
            state.Version,
            state.Accounts.Admins == 0,
            [.. state.Accounts.All],
            [.. state.Keys.All.Where(key => key.IsValidAt(now))],
            [.. state.Roles.All],
            ListWorkspaces(state),
            [.. state.Logins.All],
            [.. state.GroupRules.All]));
    }

    private AccountId NewAccountId() => new(entropy.NextUuid());

    private static StoreOutcome<Decision<IdentityFact, Account>> Create(
        IdentityState state, Account account, string? passwordHash, AccountId id, long now)
    {
        var created = AccountWrites.Create(
            account, passwordHash, state.Accounts.FindByName(account.Name), state.Accounts.Count, id,
            state.NextNumber, now);
        // The first account is an administrator, and finds the roles that all other workspaces begin with.
        return created.IsOk && state.Accounts.Count == 0 && state.Roles.Count == 0
            ? WorkspaceWrites.AddFirstRoles(created.Value, WorkspaceName.Default, state.NextNumber + 1, now)
            : created;
    }

    private static void Write(IdentityState state, Change change, IdentityFact fact)
    {
        switch (fact)
        {
            case IdentityFact.PutAccount(var account): change.Put(state.Accounts, account); break;
            case IdentityFact.RemoveAccount(var accountId): change.Remove(state.Accounts, accountId); break;
            case IdentityFact.PutKey(var key): change.Put(state.Keys, key); break;
            case IdentityFact.RemoveKey(var keyId):
                change.Remove(state.Keys, keyId);
                if (state.Uses.Find(keyId) is not null) change.Remove(state.Uses, keyId);
                break;
            case IdentityFact.PutUse(var use): change.Put(state.Uses, use); break;
            case IdentityFact.PutWorkspace(var workspace): change.Put(state.Workspaces, workspace); break;
            case IdentityFact.RemoveWorkspace(var name): change.Remove(state.Workspaces, name); break;
            case IdentityFact.PutRole(var role): change.Put(state.Roles, role); break;
            case IdentityFact.RemoveRole(var roleId): change.Remove(state.Roles, roleId); break;
            case IdentityFact.PutSecurity(var entry): change.Put(state.Security, entry); break;
            case IdentityFact.RemoveSecurity(var sequence):
                change.Remove(state.Security, SecurityTable.KeyOf(sequence));
                break;
            case IdentityFact.PutLogin(var login): change.Put(state.Logins, login); break;
            case IdentityFact.RemoveLogin(var loginId): change.Remove(state.Logins, loginId); break;
            case IdentityFact.PutGroupRule(var rule): change.Put(state.GroupRules, rule); break;
            case IdentityFact.RemoveGroupRule(var ruleId): change.Remove(state.GroupRules, ruleId); break;
            case IdentityFact.PutSetup(var secret): change.Put(state.Setup, new StoredSetup(secret)); break;
            case IdentityFact.RemoveSetup: change.Remove(state.Setup, StoredSetup.Key); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
