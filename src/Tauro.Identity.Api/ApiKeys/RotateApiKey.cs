using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.ApiKeys;

/// <summary>
/// Replaces a key by one with the same owner, name, scopes and lifetime. A key may replace itself, so that a job can do
/// it.
/// </summary>
internal static class RotateApiKey
{
    public static async Task<Results<Created<CreatedApiKey>, Forbidden, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "key_id")] ApiKeyId keyId, ApiKeyRotation body, HttpContext context,
        IIdentityStore store, CancellationToken cancel)
    {
        if (body.OverlapHours is < 0 or > Limits.ApiKeyOverlapHoursMax)
            return Invalid.Because(
                ProblemCodes.LimitExceeded,
                $"overlap_hours is {body.OverlapHours}; use 0 to {Limits.ApiKeyOverlapHoursMax}.");
        if (!OwnedKey.MayChange(context, keyId))
            return Forbidden.Because("An API key with scopes can change itself only; use another credential.");
        var found = await OwnedKey.Find(context, keyId, store, cancel);
        var account = found.IsOk ? await store.GetAccount(found.Value.AccountId, cancel) : found.Problem;
        if (account.Problem is { } missing) return new NotFound(missing);
        var secret = ApiKeySecret.Create(account.Value.Account.Kind);
        return (await store.RotateKey(
                keyId, secret.KeyId, SecretHash.Compute(secret.Value), TimeSpan.FromHours(body.OverlapHours), cancel))
            .ToGuardedResult(key => TypedResults.Created(
                $"/api/v1/api-keys/{key.KeyId}", new CreatedApiKey(key, secret.Value)));
    }
}
