using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>A snapshot of accounts, API keys and roles, with indexes. It never changes.</summary>
internal sealed class AccessModel
{
    private const int HeadersMax = 10_000;

    private readonly FrozenDictionary<ApiKeyId, StoredApiKey> keys;
    private readonly FrozenDictionary<AccountId, StoredAccount> accounts;
    private readonly FrozenDictionary<string, StoredAccount> byName;
    private readonly ILookup<AccountId, Role> roles;

    private readonly ConcurrentDictionary<string, StoredApiKey> byHeader = new(StringComparer.Ordinal);

    // One object for each, as tokens are kept by it.
    private readonly ConcurrentDictionary<AccountId, Principal> principals = [];
    private readonly ConcurrentDictionary<ApiKeyId, Principal> keyPrincipals = [];

    public AccessModel(IdentitySnapshot snapshot)
    {
        Version = snapshot.Version;
        SetupRequired = snapshot.SetupRequired;
        keys = snapshot.Keys.ToFrozenDictionary(key => key.Key.KeyId);
        accounts = snapshot.Accounts.ToFrozenDictionary(stored => stored.Account.AccountId);
        byName = snapshot.Accounts.ToFrozenDictionary(
            stored => stored.Account.Name, StringComparer.OrdinalIgnoreCase);
        roles = snapshot.Roles.SelectMany(role => role.Members.Select(member => (member, role)))
            .ToLookup(pair => pair.member, pair => pair.role);
    }

    public long Version { get; }

    /// <summary>Whether there is no administrator yet.</summary>
    public bool SetupRequired { get; }

    public StoredApiKey? FindKey(ApiKeyId keyId) => keys.GetValueOrDefault(keyId);

    public StoredAccount? FindAccount(string name) => byName.GetValueOrDefault(name);

    public StoredAccount? FindAccount(AccountId accountId) => accounts.GetValueOrDefault(accountId);

    /// <summary>Finds a key by a header in which it was found before; null for none.</summary>
    public StoredApiKey? FindKeyByHeader(string header) => byHeader.GetValueOrDefault(header);

    /// <summary>Remembers the header in which a valid key was sent, so that it is not checked again.</summary>
    public void Remember(string header, StoredApiKey key)
    {
        if (byHeader.Count < HeadersMax) byHeader.TryAdd(header, key);
    }

    /// <summary>Returns an account as the sender of requests.</summary>
    public Principal PrincipalOf(StoredAccount stored) =>
        principals.GetOrAdd(stored.Account.AccountId, Create, stored.Account);

    /// <summary>Returns the account of a key as the sender of requests, with the limits of the key.</summary>
    public Principal? PrincipalOf(StoredApiKey stored) => accounts.TryGetValue(stored.Key.AccountId, out var account)
        ? keyPrincipals.GetOrAdd(stored.Key.KeyId, _ => PrincipalOf(account) with
        {
            Scopes = stored.Key.Scopes, KeyId = stored.Key.KeyId,
        })
        : null;

    /// <summary>Finds the account or the key of a principal again; null if it is not valid any more.</summary>
    public Principal? FindAgain(Principal principal, DateTimeOffset now) => principal.KeyId is { } keyId
        ? FindKey(keyId) is { } key && key.IsValidAt(now.ToUnixTimeMilliseconds()) ? PrincipalOf(key) : null
        : accounts.TryGetValue(principal.Id, out var account) ? PrincipalOf(account)
        : null;

    private Principal Create(AccountId accountId, Account account) => new(
        account.Kind,
        accountId,
        account.Name,
        account.IsAdmin,
        [.. roles[accountId].SelectMany(role => role.ToGrants()).Distinct()]);
}
