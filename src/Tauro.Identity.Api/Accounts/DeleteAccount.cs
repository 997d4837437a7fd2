using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class DeleteAccount
{
    /// <summary>Returns the handler for accounts of a kind.</summary>
    public static Delegate For(PrincipalKind kind) => (
        [FromRoute(Name = "account_id")] AccountId accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel) => Delete(kind, accountId, context, store, cancel);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        PrincipalKind kind, AccountId accountId, HttpContext context, IIdentityStore store, CancellationToken cancel)
    {
        var caller = Caller.From(context);
        if (caller.Is(accountId))
            return Invalid.Because(
                ProblemCodes.InvalidRequest, "You can't delete your own account; another administrator can.");
        var found = await caller.Find(kind, accountId, store, cancel);
        if (found.Problem is { } missing) return new NotFound(missing);
        return (await store.DeleteAccount(accountId, cancel)).ToResult(_ => TypedResults.NoContent());
    }
}
