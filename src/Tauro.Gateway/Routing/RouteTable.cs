namespace Tauro.Gateway.Routing;

/// <summary>The paths and the services that own them. All other paths are 404.</summary>
public static class RouteTable
{
    public const string Tracking = "tracking";
    public const string Registry = "registry";
    public const string Web = "web";

    public static IReadOnlyList<Ownership> Owners { get; } =
    [
        new("/api/v1/experiments", Tracking),
        new("/api/v1/runs", Tracking),
        new("/api/v1/metric-rules", Tracking),
        new("/api/v1/traces", Tracking),
        new("/api/v1/datasets", Tracking),
        new("/api/v1/logged-models", Tracking),
        new("/api/v1/tracking", Tracking),
        new("/api/v1/models", Registry),
        new("/api/v1/model-versions", Registry),
        new("/api/v1/registry", Registry),
        .. MlflowOwners.All,
        new("/experiments", Web),
        new("/runs", Web),
        new("/compare", Web),
        new("/models", Web),
        new("/prompts", Web),
        new("/traces", Web),
        new("/datasets", Web),
        new("/approvals", Web),
        new("/search", Web),
        new("/events", Web),
        new("/trail", Web),
        new("/trash", Web),
        new("/retention", Web),
        new("/policies", Web),
        new("/metric-rules", Web),
        new("/settings", Web),
        new("/system", Web),
        new("/frames", Web),
        new("/_framework", Web),
        new("/_content", Web),
        new("/assets", Web),
    ];

    /// <summary>All services behind the gateway.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. Owners.Select(owner => owner.Service).Distinct()];

    /// <summary>The services that store data.</summary>
    public static IReadOnlyList<string> Stores { get; } = [Tracking, Registry];
}
