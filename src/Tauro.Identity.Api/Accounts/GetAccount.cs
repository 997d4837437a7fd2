using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class GetAccount
{
    public static Task<Results<Ok<Account>, Invalid, NotFound, Conflict>> HandleUser(
        [FromRoute(Name = "account_id")] AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) => Get(PrincipalKind.User, accountId, context, store, cancel);

    public static Task<Results<Ok<Account>, Invalid, NotFound, Conflict>> HandleServiceAccount(
        [FromRoute(Name = "account_id")] AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) => Get(PrincipalKind.ServiceAccount, accountId, context, store, cancel);

    private static async Task<Results<Ok<Account>, Invalid, NotFound, Conflict>> Get(
        PrincipalKind kind, AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) =>
        (await Caller.From(context).Find(kind, accountId, store, cancel))
            .ToResult(stored => TypedResults.Ok(stored.Account));
}
