using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>
/// All subscriptions in Tauro. Every publisher knows this table and creates the queues before its first event, so that
/// events wait for a subscriber that has never been started.
/// </summary>
public static class Subscriptions
{
    /// <summary>Tracking links runs to the model versions created from them.</summary>
    public static Subscription TrackingModelVersions { get; } = new(
        "tracking",
        "tauro.tracking.model-versions",
        "registry",
        new HashSet<Type> { typeof(ModelVersionCreated), typeof(ModelVersionDeleted), typeof(ModelUpdated) });

    /// <summary>Registry records the last status of the runs that versions were created from.</summary>
    public static Subscription RegistrySourceRuns { get; } = new(
        "registry",
        "tauro.registry.source-runs",
        "tracking",
        new HashSet<Type>
        {
            typeof(RunEnded), typeof(RunUpdated), typeof(RunDeleted), typeof(RunRestored), typeof(RunLinkedToVersion),
        });

    public static IReadOnlyList<Subscription> All { get; } = [TrackingModelVersions, RegistrySourceRuns];
}
