using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class GetAccount
{
    /// <summary>Returns the handler for accounts of a kind.</summary>
    public static Delegate For(PrincipalKind kind) => (
        [FromRoute(Name = "account_id")] AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) => Get(kind, accountId, context, store, cancel);

    private static async Task<Results<Ok<Account>, Invalid, NotFound, Conflict>> Get(
        PrincipalKind kind, AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) =>
        (await Caller.From(context).Find(kind, accountId, store, cancel))
            .ToResult(stored => TypedResults.Ok(stored.Account));
}
