using Microsoft.AspNetCore.Http.Features;
using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// Rejects paths that the gateway and a service could interpret differently: a <c>.</c> or <c>..</c> segment (also
/// between encoded slashes), a backslash or a control character, each plain or encoded, and a target that is not a
/// path. Only <c>.</c> is allowed, and only in the path of an artifact of MLflow's clients. Encoded slashes and doubly
/// encoded characters pass unchanged: the service checks them.
/// </summary>
internal static class PathCheck
{
    public static void UsePathCheck(this WebApplication app) => app.Use((context, next) =>
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (FindFault(target) is not { } fault) return next(context);
        var reason = $"The path contains {fault}, which is not allowed; send the path without it.";
        return MlflowPaths.Owns(context.Request.Path) || MlflowPaths.Owns(ToPathString(target))
            ? MlflowErrors.Write(
                context, MlflowErrorCodes.InvalidParameterValue, MlflowErrors.InvalidPath(reason))
            : Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidPath, reason);
    });

    // The path as it was sent: Kestrel removes dot segments from Request.Path, which may then be another path.
    private static PathString ToPathString(string target) => target.StartsWith('/') ? new PathString(target) : default;

    /// <summary>Describes what is wrong with a request target; null when nothing is.</summary>
    internal static string? FindFault(string target)
    {
        if (!target.StartsWith('/')) return "a scheme and a host";
        var end = target.IndexOf('?');
        var path = end < 0 ? target : target[..end];
        if (path.Contains('#')) return "a '#'";
        var decoded = Uri.UnescapeDataString(path);
        if (decoded.Contains('\\')) return "a backslash";
        if (decoded.Any(char.IsControl)) return "a control character";
        var segments = decoded.Split('/');
        if (segments.Contains("..")) return "a '..' segment";
        // MLflow's server removes these from the path of an artifact, and so does the service.
        return segments.Contains(".") && !IsProxiedArtifact(segments) ? "a '.' segment" : null;
    }

    private static bool IsProxiedArtifact(string[] segments) =>
        segments is ["", "api" or "ajax-api", "2.0", "mlflow-artifacts", not ("" or "."), ..];
}
