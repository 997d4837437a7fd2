using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>
/// Who consumes what in Tauro. Every publisher knows the whole table and makes the queues before its first event,
/// so an event that is published before its subscriber has ever started waits for it.
/// </summary>
public static class Subscriptions
{
    /// <summary>Tracking marks runs with the model versions made from them.</summary>
    public static Subscription TrackingModelVersions { get; } = new(
        "tracking",
        "tauro.tracking.model-versions",
        "registry",
        new HashSet<Type> { typeof(ModelVersionCreated), typeof(ModelVersionDeleted) });

    /// <summary>Registry keeps the last status of the runs that versions were made from.</summary>
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
