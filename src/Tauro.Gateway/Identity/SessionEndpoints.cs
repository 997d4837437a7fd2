using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Gateway.Audit;
using Tauro.Gateway.OpenId;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Sessions;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores.Access;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Tauro.Gateway.Identity;

/// <summary>Lists and ends the sessions of the account of the request, and signs out.</summary>
internal static class SessionEndpoints
{
    /// <summary>Maps them, when credentials are checked.</summary>
    public static void MapSessions(this WebApplication app)
    {
        if (!AuthMode.IsRequired(app.Configuration)) return;
        var sessions = app.MapGroup("/api/v1/sessions").RequiresPrincipal();
        sessions.AddEndpointFilter(ReportUnavailable);
        sessions.MapGet("", List).WithName("ListSessions");
        sessions.MapGet("current", GetCurrent).WithName("GetCurrentSession");
        sessions.MapDelete("{session_id}", End).WithName("EndSession");
        // Also with a session that has ended in the meantime.
        app.MapPost(RouteTable.SignOut, SignOut).IsPublic().AddEndpointFilter(ReportUnavailable);
    }

    /// <summary>Reports that the store of the sessions does not respond.</summary>
    public static async ValueTask<object?> ReportUnavailable(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception failure) when (BrowserSessions.IsUnavailable(failure))
        {
            var unavailable = BrowserSessions.Unavailable;
            await Problem.Write(invocation.HttpContext, unavailable.Status, unavailable.Code, unavailable.Detail);
            return Results.Empty;
        }
    }

    private static async Task<Results<Ok<Page<Session>>, Forbidden>> List(
        HttpContext context, IdentityFeed feed, UserSessions sessions)
    {
        if (context.GetPrincipal().Scopes is not null)
            return Forbidden.Because("An API key with scopes can't list sessions; use another credential.");
        var accountId = context.GetPrincipal().Id;
        var version = feed.Current?.FindAccount(accountId)?.PasswordVersion ?? 0;
        var current = context.Features.Get<StoredSession>()?.Session.SessionId;
        return TypedResults.Ok(new Page<Session>(
        [
            .. (await sessions.List(accountId, version))
                .Select(session => session with { IsCurrent = session.SessionId == current }),
        ]));
    }

    private static Results<Ok<Session>, NotFound> GetCurrent(HttpContext context) =>
        context.Features.Get<StoredSession>() is { } current
            ? TypedResults.Ok(current.Session with { IsCurrent = true })
            : NotFound.Because(ProblemCodes.SessionNotFound, "The request has no session, but other credentials.");

    private static async Task<Results<NoContent, Forbidden, NotFound>> End(
        [FromRoute(Name = "session_id")] SessionId sessionId, HttpContext context, UserSessions sessions,
        SecurityAudit audit)
    {
        var principal = context.GetPrincipal();
        if (principal.Scopes is not null)
            return Forbidden.Because("An API key with scopes can't end sessions; use another credential.");
        if (!await sessions.End(sessionId, principal.Id))
            return NotFound.Because(ProblemCodes.SessionNotFound, "You have no session with this id.");
        Report(audit, context, principal);
        return TypedResults.NoContent();
    }

    private static async Task<Results<EmptyHttpResult, ContentHttpResult, Forbidden>> SignOut(
        HttpContext context, IdentityFeed feed, UserSessions sessions, SecurityAudit audit, IServiceProvider services)
    {
        if (!BrowserRequest.IsFromOwnPage(context.Request))
            return Forbidden.Because("Only a page at this address may sign out.");
        // Also if the session can't be ended now.
        SessionCookie.Delete(context);
        var ended = await SignIn.EndSession(context, sessions);
        if (ended is not null && feed.Current?.FindAccount(ended.Session.AccountId) is { } account)
            Report(audit, context, feed.Current.PrincipalOf(account));
        if (ended?.External is not null && services.GetService<ProviderSignOut>() is { } provider
            && await provider.FindAddress(context.Request, RouteTable.SignIn) is { } address)
            return LeadTo(address, context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = RouteTable.SignIn;
        return TypedResults.Empty;
    }

    private static void Report(SecurityAudit audit, HttpContext context, Principal user) => audit.Add(
        context, AuditAction.SignOut, AuditOutcome.Succeeded, "A session was ended.", $"accounts/{user.Id}", user);

    /// <summary>
    /// Leads to another site. Not by a redirect: the pages forbid that a form of theirs leads to other sites.
    /// </summary>
    private static ContentHttpResult LeadTo(string address, HttpResponse response)
    {
        response.Headers["Refresh"] = $"0; url={address}";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return TypedResults.Text(
            "<!DOCTYPE html><html lang=\"en\"><title>Sign out – Tauro</title><p>You have signed out of Tauro. "
            + $"<a href=\"{HtmlEncoder.Default.Encode(address)}\">Sign out of the provider as well</a></p></html>",
            "text/html", Encoding.UTF8);
    }
}
