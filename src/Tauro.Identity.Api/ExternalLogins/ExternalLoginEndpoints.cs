using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.ExternalLogins;

internal static class ExternalLoginEndpoints
{
    public static void MapExternalLogins(this IEndpointRouteBuilder app)
    {
        var logins = app.MapGroup("/api/v1/external-logins").WithTags("Identity").RequiresAdmin();
        logins.MapGet("", List)
            .WithName("ListExternalLogins").WithSummary("List the external logins of an account, or of all");
        logins.MapPost("", Create)
            .WithName("CreateExternalLogin")
            .WithSummary("Let a user or program of another issuer act as an account");
        logins.MapDelete("{login_id}", Delete)
            .WithName("DeleteExternalLogin").WithSummary("Delete an external login");
    }

    private static async Task<Ok<Page<ExternalLogin>>> List(
        IIdentityStore store, CancellationToken cancel, [FromQuery(Name = "account_id")] AccountId? accountId = null) =>
        TypedResults.Ok(new Page<ExternalLogin>(
        [
            .. (await store.ListLogins(cancel)).Where(login => accountId is null || login.AccountId == accountId),
        ]));

    private static async Task<Results<Created<ExternalLogin>, Invalid, NotFound, Conflict>> Create(
        NewExternalLogin body, IIdentityStore store, CancellationToken cancel) =>
        (await store.CreateLogin(body, cancel)).ToResult(login =>
            TypedResults.Created($"/api/v1/external-logins/{login.LoginId}", login));

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        [FromRoute(Name = "login_id")] ExternalLoginId loginId, IIdentityStore store, CancellationToken cancel) =>
        (await store.DeleteLogin(loginId, cancel)).ToResult(_ => TypedResults.NoContent());
}
