using Microsoft.AspNetCore.Routing;
using Tauro.Mlflow;

namespace Microsoft.AspNetCore.Builder;

/// <summary>
/// Maps routes under MLflow's prefixes: the API, the prefix of its browser UI, and <c>preview</c> for old clients. They
/// are not in the OpenAPI document, which would list each route four times: see <c>docs/mlflow.md</c>.
/// </summary>
public static class MlflowEndpoints
{
    /// <summary>Routes under <c>/api/2.0/mlflow/…</c> and its other prefixes.</summary>
    public static MlflowRoutes MapMlflow(this IEndpointRouteBuilder app, string version = "2.0") => new(
        app,
        $"/api/{version}/mlflow", $"/ajax-api/{version}/mlflow",
        $"/api/{version}/preview/mlflow", $"/ajax-api/{version}/preview/mlflow");

    /// <summary>Routes that MLflow has for its browser UI only: <c>/ajax-api/2.0/mlflow/…</c>.</summary>
    public static MlflowRoutes MapMlflowAjax(this IEndpointRouteBuilder app, string version = "2.0") =>
        new(app, $"/ajax-api/{version}/mlflow");

    /// <summary>Routes under <c>/api/2.0/mlflow-artifacts/…</c>.</summary>
    public static MlflowRoutes MapMlflowArtifacts(this IEndpointRouteBuilder app) =>
        new(app, "/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts");

    /// <summary>MLflow's routes without a prefix, such as <c>/get-artifact</c>.</summary>
    public static MlflowRoutes MapMlflowRoot(this IEndpointRouteBuilder app) => new(app, "");
}
