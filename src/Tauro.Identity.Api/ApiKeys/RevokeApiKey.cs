using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.ApiKeys;

/// <summary>Revokes a key. It stays in the list, as what it did is in the trail.</summary>
internal static class RevokeApiKey
{
    public static async Task<Results<NoContent, Forbidden, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "key_id")] ApiKeyId keyId, HttpContext context, IIdentityStore store,
        CancellationToken cancel)
    {
        if (!OwnedKey.MayChange(context, keyId))
            return Forbidden.Because("An API key with scopes can change itself only; use another credential.");
        var found = await OwnedKey.Find(context, keyId, store, cancel);
        if (found.IsOk) found = await store.RevokeKey(keyId, Caller.From(context).AccountId, cancel);
        return found.ToGuardedResult(_ => TypedResults.NoContent());
    }
}
