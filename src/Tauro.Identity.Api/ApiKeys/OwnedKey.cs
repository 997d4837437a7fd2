using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.ApiKeys;

/// <summary>Finds API keys that the sender of a request may see.</summary>
internal static class OwnedKey
{
    /// <summary>
    /// Whether a request may rotate or revoke a key. A key with scopes may do so with itself only: with another one, it
    /// would get what that may do.
    /// </summary>
    public static bool MayChange(HttpContext context, ApiKeyId keyId) =>
        Caller.From(context).Principal is var caller && (caller.Scopes is null || caller.KeyId == keyId);

    /// <summary>Finds a key; a problem, the same for one of another account, when there is none.</summary>
    public static async Task<StoreOutcome<ApiKey>> Find(
        HttpContext context, ApiKeyId keyId, IIdentityStore store, CancellationToken cancel)
    {
        var found = await store.GetKey(keyId, cancel);
        return found.IsOk && !Caller.From(context).MayActFor(found.Value.AccountId)
            ? IdentityProblems.KeyMissing(keyId)
            : found;
    }
}
