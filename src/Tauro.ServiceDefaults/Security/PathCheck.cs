using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;

namespace Tauro.ServiceDefaults.Security;

/// <summary>
/// Rejects paths that the server, the gateway and a service could interpret differently: a <c>.</c> or <c>..</c>
/// segment (also between encoded slashes), a backslash or a control character, each plain or encoded, and a target that
/// is not a path. The server removes dot segments before routing, so that without this check
/// <c>DELETE …/runs/{id}/artifacts/..</c> would delete the run. Encoded slashes and doubly encoded characters pass
/// unchanged: the service checks them. A <c>.</c> is allowed in the path of an artifact of MLflow's clients.
/// </summary>
internal static class PathCheck
{
    public static void UsePathCheck(this IApplicationBuilder app) => app.Use((context, next) =>
        TargetFault.Find(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) is { } fault
            ? Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidPath,
                $"The path contains {fault}, which is not allowed; send the path without it.")
            : next(context));
}
