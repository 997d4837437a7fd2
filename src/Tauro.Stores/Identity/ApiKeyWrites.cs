using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to API keys.</summary>
public static class ApiKeyWrites
{
    /// <param name="key">The key to create.</param>
    /// <param name="account">Its account; null when there is none.</param>
    /// <param name="valid">The number of valid keys of the account.</param>
    public static StoreOutcome<Decision<IdentityFact, ApiKey>> Create(
        StoredApiKey key, StoredAccount? account, int valid)
    {
        if (account is null) return IdentityProblems.AccountMissing(key.Key.AccountId);
        if (NameRules.CheckName("API key", key.Key.Name) is { } badName) return badName;
        return valid >= Limits.ApiKeysPerAccountMax
            ? IdentityProblems.TooMany("API keys of the account", Limits.ApiKeysPerAccountMax)
            : Add(key);
    }

    /// <summary>Creates a key of which everything was checked.</summary>
    internal static Decision<IdentityFact, ApiKey> Add(StoredApiKey key) =>
        new([new IdentityFact.PutKey(key)], [Created(key.Key)], key.Key);

    /// <param name="old">The key to replace.</param>
    /// <param name="successorId">The id of the new key.</param>
    /// <param name="hash">What checks the secret of the new key.</param>
    /// <param name="overlap">How long the old key stays valid.</param>
    /// <param name="valid">The number of valid keys of the account.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, ApiKey>> Rotate(
        StoredApiKey old, ApiKeyId successorId, string hash, TimeSpan overlap, int valid, long now)
    {
        if (!old.IsValidAt(now)) return IdentityProblems.KeyRevoked(old.Key.KeyId);
        if (valid >= Limits.ApiKeysPerAccountMax)
            return IdentityProblems.TooMany("API keys of the account", Limits.ApiKeysPerAccountMax);
        var successor = old.Key with
        {
            KeyId = successorId,
            SuccessorOf = old.Key.KeyId,
            CreationTime = now,
            ExpirationTime = now + old.Lifetime,
            LastUseTime = null,
            LastAddress = null,
        };
        var end = Math.Min(old.Key.ExpirationTime, now + (long)overlap.TotalMilliseconds);
        return new Decision<IdentityFact, ApiKey>(
            [
                new IdentityFact.PutKey(new StoredApiKey(successor, hash)),
                new IdentityFact.PutKey(old with { Key = old.Key with { ExpirationTime = end } }),
            ],
            [Created(successor)],
            successor);
    }

    /// <param name="stored">The key; null when there is none.</param>
    /// <param name="keyId">Its id.</param>
    /// <param name="by">The account that revokes it.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, ApiKey>> Revoke(
        StoredApiKey? stored, ApiKeyId keyId, AccountId? by, long now)
    {
        if (stored is null) return IdentityProblems.KeyMissing(keyId);
        if (stored.Key.RevocationTime is not null) return Decision<IdentityFact, ApiKey>.Unchanged(stored.Key);
        var revoked = stored.Key with { RevocationTime = now, RevokedBy = by };
        return new Decision<IdentityFact, ApiKey>(
            [new IdentityFact.PutKey(stored with { Key = revoked })],
            [new ApiKeyRevoked(keyId, revoked.AccountId, revoked.Name)],
            revoked);
    }

    private static ApiKeyCreated Created(ApiKey key) =>
        new(key.KeyId, key.AccountId, key.Name, key.ExpirationTime, key.SuccessorOf);
}
