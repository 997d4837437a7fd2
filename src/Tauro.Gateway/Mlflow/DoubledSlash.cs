using Microsoft.AspNetCore.Http.Features;

namespace Tauro.Gateway.Mlflow;

/// <summary>
/// MLflow's clients join an address that ends in a slash with a path that begins with one, and so ask for
/// <c>//model-versions/get-artifact</c>. This path alone is mended; any other with a doubled slash is none of ours.
/// </summary>
internal static class DoubledSlash
{
    private const string Path = "/model-versions/get-artifact";

    /// <summary>Before routing, which this sets up: it goes by the path that is left here.</summary>
    public static void UseRoutingWithoutDoubledSlash(this WebApplication app)
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
