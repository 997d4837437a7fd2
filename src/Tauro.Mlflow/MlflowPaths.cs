using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tauro.Mlflow;

/// <summary>The paths of MLflow's API, where errors have MLflow's format.</summary>
public static class MlflowPaths
{
    private static readonly PathString[] Roots =
        ["/api/2.0", "/api/3.0", "/ajax-api", "/v1/traces", "/get-artifact", "/model-versions", "/graphql"];

    /// <summary>Whether a request has one of these paths, after or before dot segments were removed from it.</summary>
    public static bool Owns(HttpContext context)
    {
        if (Owns(context.Request.Path)) return true;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.StartsWith('/') && Owns(new PathString(target));
    }

    public static bool Owns(PathString path)
    {
        foreach (var root in Roots)
            if (path.StartsWithSegments(root, StringComparison.Ordinal)) return true;
        return path.StartsWithSegments("/api/2.0mlflow", StringComparison.Ordinal);
    }
}
