using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Gateway.Audit;
using Tauro.Gateway.OpenId;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Sessions;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Identity;

/// <summary>The routes of the sign-in by OpenID Connect.</summary>
internal static class OpenIdEndpoints
{
    /// <summary>Maps them, when a provider is configured.</summary>
    public static void MapOpenId(this WebApplication app)
    {
        if (!AuthMode.IsRequired(app.Configuration) || app.Services.GetService<OpenIdSignIn>() is null) return;
        app.MapGet(RouteTable.ProviderSignIn, Begin).IsPublic();
        app.MapGet(OpenIdSetup.CallbackPath, Complete).IsPublic();
        app.MapPost(RouteTable.BackChannelLogout, EndSessions).IsPublic()
            .WithBodyLimit(Limits.SignInBytesMax).AddEndpointFilter(SessionEndpoints.ReportUnavailable);
    }

    private static async Task Begin(HttpContext context, IdentityFeed feed, ILogger<OpenIdSignIn> log)
    {
        if (feed.Current is not { SetupRequired: false })
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = feed.Current is null ? RouteTable.SignIn : RouteTable.SetupPage;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var handler = await ProviderHandler.Create(context);
            await handler.ChallengeAsync(new AuthenticationProperties
            {
                RedirectUri = SignInPages.CheckReturn(context.Request.Query[SignInPages.Return]),
            });
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            log.ProviderUnavailable(failure.Message);
            OpenIdSignIn.ShowFailure(context.Response, SignInPages.Unavailable);
        }
    }

    private static async Task Complete(HttpContext context, ILogger<OpenIdSignIn> log)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var handler = await ProviderHandler.Create(context);
            await handler.HandleRequestAsync();
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            log.ProviderUnavailable(failure.Message);
            OpenIdSignIn.ShowFailure(context.Response, SignInPages.Unavailable);
        }
    }

    /// <summary>Ends the sessions that began with one of the provider, or all of a user, as it says.</summary>
    private static async Task<Results<Ok, Invalid>> EndSessions(
        HttpContext context, LogoutTokens tokens, UserSessions sessions, SecurityAudit audit,
        ILogger<OpenIdSignIn> log)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType) return Refuse("The request is not a form.");
        string value;
        try
        {
            value = (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"].ToString();
        }
        catch (InvalidDataException)
        {
            return Refuse("The form can't be read.");
        }

        LogoutToken? token;
        try
        {
            token = await tokens.Verify(value, context.RequestAborted);
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            log.ProviderUnavailable(failure.Message);
            return Refuse("The keys of the provider can't be read now. Try again.");
        }

        if (token is null || !await sessions.IsFirst($"{token.Issuer} {token.Id}", LogoutTokens.AgeMax * 2))
            return Refuse("The logout_token is missing, not valid, too old, or was used before.");
        await sessions.EndExternal(token.SessionId is { Length: > 0 } session
            ? ExternalSession.OfSession(token.Issuer, session)
            : ExternalSession.OfSubject(token.Issuer, token.Subject!));
        audit.Add(
            context, AuditAction.SignOut, AuditOutcome.Succeeded,
            $"The provider has ended sessions of {token.Subject ?? token.SessionId}.");
        return TypedResults.Ok();
    }

    private static Invalid Refuse(string reason) => Invalid.Because(ProblemCodes.InvalidRequest, reason);

    // The handler throws it when the metadata or the keys can't be read.
    private static bool IsUnavailable(Exception failure) =>
        failure is InvalidOperationException or IOException or HttpRequestException;
}
