using Tauro.Contracts;

namespace Tauro.Gateway.Routing;

/// <summary>
/// A route of a service whose body may be larger than JSON. A test compares them with the routes of the services.
/// </summary>
/// <param name="Method">The method of the request.</param>
/// <param name="Path">The pattern of the path.</param>
/// <param name="Service">The service that owns the route.</param>
/// <param name="BytesMax">The limit; null for an artifact, which the service limits as it arrives.</param>
internal sealed record LargeBody(string Method, string Path, string Service, long? BytesMax = null)
{
    private static readonly string[] MlflowArtifacts = ["/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"];

    public static IReadOnlyList<LargeBody> All { get; } =
    [
        new("PUT", "/api/v1/runs/{run_id}/artifacts/{**path}", RouteTable.Tracking),
        new("PATCH", "/api/v1/tracking/uploads/{upload_id}", RouteTable.Tracking),
        new("PUT", "/api/v1/models/{name}/versions/{version}/artifacts/{**path}", RouteTable.Registry),
        new("PATCH", "/api/v1/registry/uploads/{upload_id}", RouteTable.Registry),
        .. MlflowArtifacts.Select(
            prefix => new LargeBody("PUT", $"{prefix}/artifacts/{{**path}}", RouteTable.Tracking)),
        .. MlflowArtifacts.Select(
            prefix => new LargeBody("PUT", $"{prefix}/mpu/uploads/{{upload_id}}/{{part}}", RouteTable.Tracking)),
        new("POST", "/ajax-api/2.0/mlflow/upload-artifact", RouteTable.Tracking),
        new("POST", "/v1/traces", RouteTable.Tracking, Limits.SpanBatchBytesMax),
        .. MlflowOwners.Prefixes.Where(prefix => prefix.Contains("/3.0/", StringComparison.Ordinal)).Select(
            prefix => new LargeBody(
                "POST", $"{prefix}/datasets/{{dataset_id}}/records", RouteTable.Tracking,
                Limits.DatasetRecordsBytesMax)),
    ];

    /// <summary>Identifies the route.</summary>
    public string Id => $"{Method} {Path}";
}
