namespace Tauro.ServiceDefaults.Health;

/// <summary>The tags of health checks.</summary>
public static class HealthTags
{
    /// <summary>
    /// The check asks another process. <c>/health/ready</c> omits it: a probe must neither wait for nor depend on
    /// another process.
    /// </summary>
    public const string Remote = "remote";

    /// <summary>If the check is unhealthy, the service is degraded, but still accepts requests.</summary>
    public const string Advisory = "advisory";
}
