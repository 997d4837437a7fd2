using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

internal static class CreateUser
{
    public static async Task<Results<Created<Account>, Invalid, NotFound, Conflict>> Handle(
        NewUser body, IIdentityStore store, CancellationToken cancel)
    {
        if (body.Password is { } password && Passwords.Check(password, body.Name) is { } weak)
            return weak.ToResult<Created<Account>>();
        var account = NewAccounts.Create(PrincipalKind.User, body.Name, body.Description, body.IsAdmin);
        var hash = body.Password is { } set ? await Passwords.Hash(set, cancel) : null;
        return (await store.CreateAccount(account, hash, cancel))
            .ToResult(created => TypedResults.Created($"/api/v1/users/{created.AccountId}", created));
    }
}
