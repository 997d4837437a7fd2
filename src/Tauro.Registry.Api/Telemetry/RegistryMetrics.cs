using System.Diagnostics.Metrics;
using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Registry.Api.Telemetry;

/// <summary>The counters of the registry.</summary>
internal sealed class RegistryMetrics
{
    private readonly Counter<long> registered;
    private readonly Counter<long> sourced;
    private readonly Counter<long> sourcedBytes;
    private readonly Counter<long> limitsReached;

    public RegistryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Registry");
        registered = meter.CreateCounter<long>(
            "tauro.registry.versions.registered", "{version}", "Model versions registered.");
        sourced = meter.CreateCounter<long>(
            "tauro.registry.versions.sourced", "{attempt}", "Attempts to fill a version from its source.");
        sourcedBytes = meter.CreateCounter<long>(
            "tauro.registry.versions.copied", "By", "Bytes copied from source runs.");
        limitsReached = meter.CreateCounter<long>(
            "tauro.registry.limits.reached", "{limit}", "Times that a number came to its limit, by limit and action.");
    }

    public void VersionRegistered(ModelFramework framework, ArtifactMode mode) => registered.Add(
        1, new("framework", ModelFrameworkName.Get(framework)), new("mode", mode.ToString().ToLowerInvariant()));

    public void SourceAttempted(ArtifactMode mode, string outcome) =>
        sourced.Add(1, new("mode", mode.ToString().ToLowerInvariant()), new("outcome", outcome));

    public void LimitReached(string limit, LimitAction action) =>
        limitsReached.Add(1, new("limit", limit), new("action", action.ToString()));

    public void Copied(long bytes) => sourcedBytes.Add(bytes);
}
