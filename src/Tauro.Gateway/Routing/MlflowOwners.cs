namespace Tauro.Gateway.Routing;

/// <summary>
/// The services that own MLflow's paths. Each noun exists under the API, under the prefix of MLflow's browser UI, and
/// under the <c>preview</c> of old clients.
/// </summary>
internal static class MlflowOwners
{
    public static IReadOnlyList<string> Prefixes { get; } =
    [
        "/api/2.0/mlflow", "/ajax-api/2.0/mlflow", "/api/2.0/preview/mlflow", "/ajax-api/2.0/preview/mlflow",
        "/api/3.0/mlflow", "/ajax-api/3.0/mlflow", "/api/3.0/preview/mlflow", "/ajax-api/3.0/preview/mlflow",
    ];

    private static readonly string[] RegistryNouns = ["registered-models", "model-versions", "webhooks"];

    private static readonly string[] TrackingNouns =
    [
        "experiments", "runs", "metrics", "artifacts", "logged-models", "traces", "datasets", "scorers", "issues",
        "label-schemas", "review-queues", "server-info", "upload-artifact", "get-trace-artifact",
        "get-online-trace-details", "unified-traces",
    ];

    private static readonly string[] IdentityNouns =
        ["users", "roles", "workspaces", "experiments/permissions", "registered-models/permissions"];

    // In the first of these MLflow forgot a slash; its clients send the path without it.
    private static readonly Ownership[] OtherPaths =
    [
        new("/api/2.0mlflow", RouteTable.Tracking),
        new("/api/2.0/mlflow-artifacts", RouteTable.Tracking),
        new("/ajax-api/2.0/mlflow-artifacts", RouteTable.Tracking),
        new("/get-artifact", RouteTable.Tracking),
        new("/model-versions/get-artifact", RouteTable.Registry),
        new("/v1/traces", RouteTable.Tracking),
    ];

    public static IReadOnlyList<Ownership> All { get; } =
    [
        .. Prefixes.SelectMany(
            prefix => TrackingNouns.Select(noun => new Ownership($"{prefix}/{noun}", RouteTable.Tracking))),
        .. Prefixes.SelectMany(
            prefix => RegistryNouns.Select(noun => new Ownership($"{prefix}/{noun}", RouteTable.Registry))),
        .. Prefixes.SelectMany(
            prefix => IdentityNouns.Select(noun => new Ownership($"{prefix}/{noun}", RouteTable.Identity))),
        .. OtherPaths,
    ];
}
