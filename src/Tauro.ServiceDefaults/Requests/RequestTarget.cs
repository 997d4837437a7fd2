using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// Reduces the target of a request to the path and query that the routes know, both decoded and as it was sent:
/// <c>http://host/api/…</c>, which clients send to a proxy; <c>//api/…</c>, which MLflow's clients send when their
/// tracking URI ends in a slash; and the path prefix of this server, with the workspace after it.
/// </summary>
internal static class RequestTarget
{
    /// <param name="app">The application. Routing has to be added after this.</param>
    /// <param name="prefix">The prefix to remove: empty, or with a slash at its start and none at its end.</param>
    /// <param name="hasWorkspaces">Whether paths may begin with a workspace.</param>
    public static void UseRequestTarget(
        this IApplicationBuilder app, string prefix, bool hasWorkspaces) => app.Use((context, next) =>
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var sent = request.RawTarget;
        var target = Reduce(sent);
        if (prefix.Length > 0 && IsBelow(target, prefix))
        {
            context.Request.PathBase = context.Request.PathBase.Add(prefix);
            target = target.Length == prefix.Length ? "/" : Reduce(target[prefix.Length..]);
        }

        if (hasWorkspaces) target = Reduce(WorkspacePath.Remove(context, target));
        if (!ReferenceEquals(target, sent))
        {
            request.RawTarget = target;
            // Decoding fails for some targets with a fault; the path check refuses them all.
            if (TargetFault.Find(target) is null)
                context.Request.Path = PathString.FromUriComponent(target.Split('?')[0]);
        }

        return next(context);
    });

    private static bool IsBelow(string target, string prefix) =>
        target.StartsWith(prefix, StringComparison.Ordinal)
        && (target.Length == prefix.Length || target[prefix.Length] is '/' or '?');

    private static string Reduce(string target)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            var path = target.IndexOfAny(['/', '?'], target.IndexOf("://", StringComparison.Ordinal) + 3);
            target = path < 0 ? "/" : target[path..];
        }

        if (target.StartsWith('?')) return "/" + target;
        while (target.StartsWith("//", StringComparison.Ordinal)) target = target[1..];
        return target;
    }
}
