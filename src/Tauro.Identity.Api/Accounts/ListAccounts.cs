using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class ListAccounts
{
    /// <summary>Returns the handler for accounts of a kind.</summary>
    public static Delegate For(PrincipalKind kind) =>
        (IIdentityStore store, CancellationToken cancel) => List(kind, store, cancel);

    private static async Task<Ok<Page<Account>>> List(
        PrincipalKind kind, IIdentityStore store, CancellationToken cancel) =>
        TypedResults.Ok(new Page<Account>(
            [.. (await store.ListAccounts(cancel)).Where(account => account.Kind == kind)]));
}
