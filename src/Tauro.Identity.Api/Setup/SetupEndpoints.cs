using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Accounts;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Setup;

internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/setup", Complete).WithTags("Identity").RequiresService(TokenVerifier.Gateway)
            .WithName("CompleteSetup").WithSummary("Make the first administrator, with the setup token");

    private static async Task<Results<Created<Account>, Invalid, NotFound, Conflict>> Complete(
        NewAdmin body, IIdentityStore store, SetupTokenFile file, CancellationToken cancel)
    {
        var tokenHash = SecretHash.Compute(body.Token);
        // Everybody may call this, so nothing that is slow comes before the token is known to be right.
        if (await store.CheckSetup(tokenHash, cancel) is { } wrong)
        {
            CurrentPrincipal.NoteHidden(wrong.Message);
            return wrong.ToResult<Created<Account>>();
        }

        if (Passwords.Check(body.Password, body.Username) is { } weak) return weak.ToResult<Created<Account>>();
        var admin = NewAccounts.Create(PrincipalKind.User, body.Username, null, isAdmin: true);
        var created = await store.CompleteSetup(
            tokenHash, admin, await Passwords.Hash(body.Password, cancel), cancel);
        if (created.IsOk) file.Delete();
        return created.ToResult(account => TypedResults.Created($"/api/v1/users/{account.AccountId}", account));
    }
}
