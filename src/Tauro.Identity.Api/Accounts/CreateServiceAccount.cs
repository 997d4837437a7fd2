using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class CreateServiceAccount
{
    public static async Task<Results<Created<Account>, Invalid, NotFound, Conflict>> Handle(
        NewServiceAccount body, IIdentityStore store, CancellationToken cancel)
    {
        var account = NewAccounts.Create(PrincipalKind.ServiceAccount, body.Name, body.Description, body.IsAdmin);
        return (await store.CreateAccount(account, null, cancel))
            .ToResult(created => TypedResults.Created($"/api/v1/service-accounts/{created.AccountId}", created));
    }
}
