using Microsoft.AspNetCore.Http.Features;

namespace Tauro.Gateway.Mlflow;

/// <summary>
/// MLflow's clients join a URL that ends in a slash with a path that begins with one, and so request
/// <c>//model-versions/get-artifact</c>. Only this path is corrected; any other path with a double slash is unknown.
/// </summary>
internal static class DoubleSlash
{
    private const string Path = "/model-versions/get-artifact";

    /// <summary>Corrects the path and then adds routing, which matches the corrected path.</summary>
    public static void UseRoutingWithoutDoubleSlash(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.Value == "/" + Path)
            {
                context.Request.Path = Path;
                var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
                if (request.RawTarget.StartsWith("//", StringComparison.Ordinal))
                    request.RawTarget = request.RawTarget[1..];
            }

            return next(context);
        });
        app.UseRouting();
    }
}
