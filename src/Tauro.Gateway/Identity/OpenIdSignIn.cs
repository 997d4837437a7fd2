using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Gateway.Audit;
using Tauro.Gateway.OpenId;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Sessions;
using Tauro.Gateway.Telemetry;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Begins the session of a user whom the provider has identified. The account is that of issuer and subject; the first
/// sign-in creates it. The tokens are not kept.
/// </summary>
internal sealed class OpenIdSignIn(
    ExternalAccounts accounts, IdentityFeed feed, UserSessions sessions, IOptions<OidcOptions> options,
    SecurityAudit audit, ILogger<OpenIdSignIn> log)
    : OpenIdConnectEvents
{
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var failure = await Begin(context);
        if (failure is null) Open(context.Response, SignInPages.CheckReturn(context.ReturnUri));
        else ShowFailure(context.Response, failure);
    }

    /// <summary>A forged or late response of the provider, one of another browser, or a refusal.</summary>
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        log.ProviderRefused(context.Failure?.GetType().Name, context.Failure?.Message);
        Report(context.HttpContext, AuditOutcome.Failed, "The response of the provider was refused.");
        ShowFailure(context.Response, SignInPages.Refused);
        return Task.CompletedTask;
    }

    /// <summary>Shows the page to sign in with a sentence for a failure.</summary>
    public static void ShowFailure(HttpResponse response, string failure) =>
        Open(response, RouteTable.SignIn + QueryString.Create(SignInPages.Failed, failure).ToUriComponent());

    private static void Open(HttpResponse response, string path)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = path;
    }

    private async Task<string?> Begin(TicketReceivedContext context)
    {
        var user = context.Principal!;
        if (user.FindFirst("iss")?.Value is not { } issuer || user.FindFirst("sub")?.Value is not { } subject)
            return SignInPages.Refused;
        try
        {
            var (accountId, refusal) = await accounts.SignIn(
                new ExternalSignIn(
                    issuer, subject, PrincipalKind.User, FindName(user) ?? subject,
                    [.. user.FindAll(options.Value.GroupsClaim).Select(claim => claim.Value)]),
                context.HttpContext.RequestAborted);
            if (refusal is not null)
            {
                log.ProviderRefused("account", refusal);
                Report(context.HttpContext, AuditOutcome.Failed, refusal);
                return SignInPages.Refused;
            }

            if (feed.Current?.FindAccount(accountId) is not { } account) return SignInPages.Unavailable;
            await SignIn.EndSession(context.HttpContext, sessions);
            SessionCookie.Set(context.HttpContext, await sessions.Begin(
                accountId, account.PasswordVersion,
                new ExternalSession(issuer, subject, user.FindFirst("sid")?.Value)));
            log.SignedIn(accountId);
            Report(
                context.HttpContext, AuditOutcome.Succeeded, "A session has begun, by OpenID Connect.",
                feed.Current?.PrincipalOf(account));
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            || BrowserSessions.IsUnavailable(failure))
        {
            log.ProviderRefused(failure.GetType().Name, failure.Message);
            return SignInPages.Unavailable;
        }
    }

    private void Report(HttpContext context, AuditOutcome outcome, string detail, Principal? user = null) => audit.Add(
        context, AuditAction.SignIn, outcome, detail, user is null ? null : $"accounts/{user.Id}", user);

    private string? FindName(ClaimsPrincipal user) => new[] { options.Value.NameClaim, "email", "name" }
        .Select(claim => user.FindFirst(claim)?.Value).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
}
