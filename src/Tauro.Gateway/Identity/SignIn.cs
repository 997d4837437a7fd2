using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Gateway.Audit;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Sessions;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Handles the page to sign in, and its form: begins a session, and opens the page that the reader came for. The pages
/// get neither the password nor the cookie. If a reader can't sign in, their request becomes one for the page, which
/// shows why.
/// </summary>
internal sealed class SignIn(
    RequestDelegate next, IdentityFeed feed, PasswordChecks passwords, UserSessions sessions, SecurityAudit audit,
    ILogger<SignIn> log)
{
    private const string FormType = "application/x-www-form-urlencoded";

    public Task Invoke(HttpContext context)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        switch (context.GetReverseProxyFeature().Route.Config.RouteId)
        {
            case RouteTable.SignIn when isPost:
                return Handle(context);
            // Its form is of no use any more.
            case RouteTable.SetupPage when !isPost && feed.Current is { SetupRequired: false }:
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = RouteTable.SignIn;
                return Task.CompletedTask;
            default:
                return next(context);
        }
    }

    /// <summary>
    /// Ends the session of a request: who signs in as another user does not leave one that no browser has.
    /// </summary>
    public static async Task<StoredSession?> EndSession(HttpContext context, UserSessions sessions)
    {
        if (SessionCookie.Read(context.Request) is not { } secret || await sessions.Find(secret) is not { } found)
            return null;
        await sessions.End(found.Session.SessionId, found.Session.AccountId);
        return found;
    }

    private async Task Handle(HttpContext context)
    {
        // Another page could make a reader work in an account that is not theirs.
        if (!BrowserRequest.IsFromOwnPage(context.Request))
        {
            await Problem.Write(
                context, StatusCodes.Status403Forbidden, ProblemCodes.ForeignOrigin,
                "Only the page to sign in may send this form. Other clients send an API key with each request.");
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            await Problem.Write(
                context, StatusCodes.Status415UnsupportedMediaType, ProblemCodes.InvalidRequest,
                $"Send name and password as a form, {FormType}.");
            return;
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            await Problem.Write(
                context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                $"The form can't be read: {e.Message}");
            return;
        }

        var name = form["name"].ToString();
        var result = await Begin(name, form["password"].ToString(), context);
        if (result.Principal is null)
        {
            await Show(context, name, result);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SignInPages.CheckReturn(context.Request.Query[SignInPages.Return]);
    }

    private async Task<PrincipalResult> Begin(string name, string password, HttpContext context)
    {
        if (feed.Current is not { } model) return IdentityFeed.Unavailable;
        var result = await passwords.Check(model, name, password, context);
        if (result.Principal is not { } user) return result;
        try
        {
            await EndSession(context, sessions);
            // It is the model of the check, so the version is that of the password.
            SessionCookie.Set(
                context, await sessions.Begin(user.Id, model.FindAccount(user.Id)!.PasswordVersion));
        }
        catch (Exception failure) when (BrowserSessions.IsUnavailable(failure))
        {
            return BrowserSessions.Unavailable;
        }

        audit.Add(
            context, AuditAction.SignIn, AuditOutcome.Succeeded, "A session has begun.", $"accounts/{user.Id}", user);
        log.SignedIn(user.Id);
        return result;
    }

    private Task Show(HttpContext context, string name, PrincipalResult result)
    {
        context.Features.Set(new SignInFailure(name.Length > Limits.NameLengthMax ? "" : name, result.Detail));
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
        context.Request.Method = HttpMethods.Get;
        context.Request.Headers.ContentLength = null;
        context.Request.Headers.ContentType = default;
        context.Request.Headers.TransferEncoding = default;
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode != StatusCodes.Status200OK) return Task.CompletedTask;
            context.Response.StatusCode = result.Status;
            if (result.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }
}
