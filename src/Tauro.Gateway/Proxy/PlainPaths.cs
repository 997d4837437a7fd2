using Microsoft.AspNetCore.Http.Features;
using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// Refuses a path that could mean one thing to the gateway and another behind it: a <c>.</c> or <c>..</c> segment,
/// also between encoded slashes, a backslash, a control character, each plain or encoded, and a target that is not a
/// path. An encoded slash, and what is encoded twice, passes untouched: the service judges it.
/// </summary>
internal static class PlainPaths
{
    public static void UsePlainPathsOnly(this WebApplication app) => app.Use((context, next) =>
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (Fault(target) is not { } fault) return next(context);
        return MlflowPaths.Owns(context.Request.Path) || MlflowPaths.Owns(PathOf(target))
            ? MlflowErrors.Write(context, MlflowErrorCodes.InvalidParameterValue, "Invalid path")
            : Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidPath,
                $"The path holds {fault}, which is not allowed; send the plain path.");
    });

    // As it was sent: the server has taken the dot segments out of its own path, which may lead elsewhere now.
    private static PathString PathOf(string target) => target.StartsWith('/') ? new PathString(target) : default;

    /// <summary>What is wrong with a request target; null when nothing is.</summary>
    internal static string? Fault(string target)
    {
        if (!target.StartsWith('/')) return "an address instead of a path";
        var end = target.IndexOf('?');
        var path = end < 0 ? target : target[..end];
        if (path.Contains('#')) return "a '#'";
        var decoded = Uri.UnescapeDataString(path);
        if (decoded.Contains('\\')) return "a backslash";
        if (decoded.Any(char.IsControl)) return "a control character";
        return decoded.Split('/').Any(segment => segment is "." or "..") ? "a '.' or '..' segment" : null;
    }
}
