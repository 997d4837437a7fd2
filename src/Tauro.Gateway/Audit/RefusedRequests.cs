using Tauro.Contracts.Audit;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.Gateway.Audit;

/// <summary>Adds to the audit what this process or a service refused, and removes from the response what says so.
/// </summary>
internal static class RefusedRequests
{
    private const string Api = "/api/v1/";

    /// <summary>Call it before other middleware, which may refuse requests.</summary>
    public static void UseRefusedRequests(this WebApplication app)
    {
        if (app.Services.GetService<SecurityAudit>() is not { } audit) return;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => Record(context, audit));
            return next(context);
        });
    }

    private static Task Record(HttpContext context, SecurityAudit audit)
    {
        if (RefusalHeader.Take(context.Response.Headers) is var (route, reason))
            audit.Add(
                context, AuditAction.Request, AuditOutcome.Refused, $"{context.Request.Method}: {reason}",
                NameOf(context.Request.Path.Value!), context.FindAccount(), route);
        return Task.CompletedTask;
    }

    /// <summary>Returns the name of a resource as the trails have it, if the path is in the native API.</summary>
    private static string NameOf(string path) => path.StartsWith(Api, StringComparison.Ordinal)
        ? path[Api.Length..]
        : path.TrimStart('/');
}
