namespace Tauro.Gateway.Routing;

/// <summary>Which service owns which path. A new surface is one line here; what is not here is 404.</summary>
public static class RouteTable
{
    public const string Tracking = "tracking";
    public const string Registry = "registry";

    public static IReadOnlyList<Ownership> Owners { get; } =
    [
        new("/api/v1/experiments", Tracking),
        new("/api/v1/runs", Tracking),
        new("/api/v1/traces", Tracking),
        new("/api/v1/logged-models", Tracking),
        new("/api/v1/tracking", Tracking),
        new("/api/v1/models", Registry),
        new("/api/v1/model-versions", Registry),
        new("/api/v1/registry", Registry),
        .. MlflowOwners.All,
    ];

    /// <summary>Every service behind the gateway.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. Owners.Select(owner => owner.Service).Distinct()];

    /// <summary>
    /// Whether a path carries artifacts. Their bodies have no limit here and may pause; other bodies are JSON, and one
    /// over the limit is refused before it is sent on.
    /// </summary>
    public static bool CarriesArtifacts(string path) =>
        path.Contains("/artifacts", StringComparison.OrdinalIgnoreCase)
        || path.Contains("/mlflow-artifacts", StringComparison.OrdinalIgnoreCase)
        || path.Contains("/uploads", StringComparison.OrdinalIgnoreCase);
}
