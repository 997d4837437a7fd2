using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Security;

/// <summary>
/// Prevents pages of other sites, in a browser on this machine, from reading or changing data. A browser sends the
/// credentials of its user with their requests too.
/// </summary>
internal sealed class BrowserRules(RequestDelegate next, KnownHosts hosts)
{
    private static readonly PathString[] ProbePaths =
        ["/health", "/health/startup", "/health/live", "/health/ready", "/version"];

    public Task Invoke(HttpContext context)
    {
        var request = context.Request;
        if (!hosts.HasHost(context) && !IsProbe(request))
            return Problem.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.ForeignHost,
                "The Host header names a host that is not allowed; use localhost, or add the host to "
                + "TAURO_ALLOWED_HOSTS.");
        return ChangesState(request.Method) && request.Headers.Origin is { Count: > 0 } origins
            && !(origins is [{ } origin] && hosts.IsOrigin(origin, request.Host))
                ? Problem.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.ForeignOrigin,
                    "The request comes from a page of another site, which may not change data.")
                : next(context);
    }

    internal static bool ChangesState(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    // Load balancers use the address of the machine as the host, and there is nothing to read here but a status.
    private static bool IsProbe(HttpRequest request) =>
        !ChangesState(request.Method) && ProbePaths.Contains(request.Path);
}
