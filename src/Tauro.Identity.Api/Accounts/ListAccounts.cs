using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class ListAccounts
{
    public static Task<Ok<Page<Account>>> HandleUsers(IIdentityStore store, CancellationToken cancel) =>
        List(PrincipalKind.User, store, cancel);

    public static Task<Ok<Page<Account>>> HandleServiceAccounts(IIdentityStore store, CancellationToken cancel) =>
        List(PrincipalKind.ServiceAccount, store, cancel);

    private static async Task<Ok<Page<Account>>> List(
        PrincipalKind kind, IIdentityStore store, CancellationToken cancel) =>
        TypedResults.Ok(new Page<Account>(
            [.. (await store.ListAccounts(cancel)).Where(account => account.Kind == kind)]));
}
