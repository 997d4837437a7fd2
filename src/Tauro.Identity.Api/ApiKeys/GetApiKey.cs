using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.ApiKeys;

internal static class GetApiKey
{
    public static async Task<Results<Ok<ApiKey>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "key_id")] ApiKeyId keyId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) =>
        (await OwnedKey.Find(context, keyId, store, cancel)).ToResult(TypedResults.Ok);
}
