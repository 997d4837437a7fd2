using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.Gateway.Security;

/// <summary>
/// Prevents pages of other sites, in a browser on this machine, from reading or changing data. Until there is
/// authentication, this and listening on loopback only are the protection.
/// </summary>
internal static class BrowserRules
{
    public static void AddBrowserRules(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<KnownHosts>();

    public static void UseBrowserRules(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<KnownHosts>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!hosts.IsHost(request.Host))
                return Refuse(context, ProblemCodes.ForeignHost,
                    "Invalid Host header - possible DNS rebinding attack detected",
                    "The Host header names a host that is not allowed; use localhost, or add the host to "
                    + "TAURO_ALLOWED_HOSTS.");
            return ChangesState(request.Method) && request.Headers.Origin is [{ } origin]
                && !hosts.IsOrigin(origin, request.Host)
                    ? Refuse(context, ProblemCodes.ForeignOrigin, "Cross-origin request blocked",
                        "The request comes from a page of another site, which may not change data.")
                    : next(context);
        });
    }

    private static bool ChangesState(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    // MLflow responds with plain text here, not with one of its JSON errors.
    private static Task Refuse(HttpContext context, string code, string mlflowMessage, string detail)
    {
        if (!MlflowPaths.Owns(context.Request.Path))
            return Problem.Write(context, StatusCodes.Status403Forbidden, code, detail);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(mlflowMessage, context.RequestAborted);
    }
}
