using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Authenticates requests by the process's <see cref="IPrincipalSource"/>.</summary>
internal sealed class PrincipalHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    IPrincipalSource source)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Tauro";

    private static readonly ConditionalWeakTable<Principal, AuthenticateResult> Results = [];

    private PrincipalResult result = PrincipalResult.Missing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        result = await source.Find(Context);
        if (result.Principal is not { } principal) return AuthenticateResult.NoResult();
        Context.Features.Set(principal);
        return Results.GetValue(principal, Succeed);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (result.Page is { } page)
        {
            // What was posted is not sent again.
            Response.StatusCode = BrowserRequest.IsRead(Request)
                ? StatusCodes.Status302Found
                : StatusCodes.Status303SeeOther;
            Response.Headers.Location = page;
            return Task.CompletedTask;
        }

        if (result.Status == StatusCodes.Status401Unauthorized)
        {
            Response.Headers.Append("WWW-Authenticate", "Bearer");
            // A browser would ask for a name and a password in a dialog of its own.
            if (!BrowserRequest.IsFromBrowser(Request))
                Response.Headers.Append("WWW-Authenticate", "Basic realm=\"tauro\", charset=\"UTF-8\"");
        }

        if (result.RetryAfter is { } wait) Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
        return Problem.Write(Context, result.Status, result.Code, result.Detail);
    }

    private static AuthenticateResult Succeed(Principal principal)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, principal.Name)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
