using Microsoft.AspNetCore.Routing;
using Tauro.Mlflow;

namespace Microsoft.AspNetCore.Builder;

/// <summary>
/// MLflow's prefixes: the API, the one of its browser UI, and the <c>preview</c> that old clients use. They are not in
/// the OpenAPI document, which would name each route four times: <c>docs/mlflow.md</c> lists them.
/// </summary>
public static class MlflowEndpoints
{
    /// <summary><c>/api/2.0/mlflow/…</c> and its other prefixes.</summary>
    public static MlflowRoutes MapMlflow(this IEndpointRouteBuilder app, string version = "2.0") => new(
        app,
        $"/api/{version}/mlflow", $"/ajax-api/{version}/mlflow",
        $"/api/{version}/preview/mlflow", $"/ajax-api/{version}/preview/mlflow");

    /// <summary>What MLflow serves to its browser UI only: <c>/ajax-api/2.0/mlflow/…</c>.</summary>
    public static MlflowRoutes MapMlflowAjax(this IEndpointRouteBuilder app, string version = "2.0") =>
        new(app, $"/ajax-api/{version}/mlflow");

    /// <summary><c>/api/2.0/mlflow-artifacts/…</c>.</summary>
    public static MlflowRoutes MapMlflowArtifacts(this IEndpointRouteBuilder app) =>
        new(app, "/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts");

    /// <summary>Paths of MLflow's that stand alone, such as <c>/get-artifact</c>.</summary>
    public static MlflowRoutes MapMlflowRoot(this IEndpointRouteBuilder app) => new(app, "");
}
