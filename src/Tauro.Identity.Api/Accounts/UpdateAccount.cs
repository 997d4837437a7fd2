using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

/// <summary>Changes an account. Those who are no administrators may change their own password only.</summary>
internal static class UpdateAccount
{
    /// <summary>Returns the handler for accounts of a kind.</summary>
    public static Delegate For(PrincipalKind kind) => (
        [FromRoute(Name = "account_id")] AccountId accountId, AccountChange body, HttpContext context,
        IIdentityStore store, CancellationToken cancel) =>
        Update(kind, accountId, body, Caller.From(context), store, cancel);

    private static async Task<Results<Ok<Account>, Forbidden, Invalid, NotFound, Conflict>> Update(
        PrincipalKind kind, AccountId accountId, AccountChange body, Caller caller, IIdentityStore store,
        CancellationToken cancel)
    {
        var found = await caller.Find(kind, accountId, store, cancel);
        if (found.Problem is { } missing) return new NotFound(missing);
        if (!caller.IsAdmin && (body.IsAdmin is not null || body.Description is not null))
            return Forbidden.Because("Only an administrator may change more than the password.");
        if (body is { CurrentPassword: not null, Password: null })
            return Invalid.Because(
                ProblemCodes.InvalidRequest, "current_password is given without password, the new one.");
        var update = new AccountUpdate(Description: body.Description, IsAdmin: body.IsAdmin);
        if (body.Password is { } password)
        {
            var hashed = await NewPasswords.Hash(found.Value, password, body.CurrentPassword, caller, cancel);
            if (hashed.Problem is { } refused) return new Invalid(refused);
            update = update with { Password = hashed.Value };
        }

        return (await store.UpdateAccount(accountId, update, cancel)).ToGuardedResult(TypedResults.Ok);
    }
}
