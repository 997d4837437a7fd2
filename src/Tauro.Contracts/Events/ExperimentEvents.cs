using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>An experiment was created.</summary>
public sealed record ExperimentCreated(ExperimentId ExperimentId, string Name)
    : LifecycleEvent($"experiments/{ExperimentId}");

/// <summary>The name, description or tags of an experiment changed.</summary>
/// <param name="Name">The current name.</param>
public sealed record ExperimentUpdated(ExperimentId ExperimentId, string Name)
    : LifecycleEvent($"experiments/{ExperimentId}");

/// <summary>An experiment was deleted with its runs; it can be restored.</summary>
public sealed record ExperimentDeleted(ExperimentId ExperimentId, string Name)
    : LifecycleEvent($"experiments/{ExperimentId}");

/// <summary>A deleted experiment was restored.</summary>
public sealed record ExperimentRestored(ExperimentId ExperimentId, string Name)
    : LifecycleEvent($"experiments/{ExperimentId}");

/// <summary>An experiment was moved to another workspace, with all that is in it.</summary>
/// <param name="From">The workspace that it was in.</param>
/// <param name="To">The workspace that it is in.</param>
public sealed record ExperimentMoved(ExperimentId ExperimentId, string Name, WorkspaceName From, WorkspaceName To)
    : LifecycleEvent($"experiments/{ExperimentId}");

/// <summary>
/// A deleted experiment was purged: it was removed for good, with all that belonged to it. Its runs have no events.
/// </summary>
/// <param name="ArtifactBytes">The sum of the sizes of the removed artifacts.</param>
public sealed record ExperimentPurged(
    ExperimentId ExperimentId, string Name, long Runs, long LoggedModels, long Traces, long Artifacts,
    long ArtifactBytes) : LifecycleEvent($"experiments/{ExperimentId}");
