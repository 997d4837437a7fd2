using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Contracts.Events;

/// <summary>A run was started.</summary>
public sealed record RunStarted(RunId RunId, ExperimentId ExperimentId, string Name) : LifecycleEvent($"runs/{RunId}");

/// <summary>A run was renamed, or its status changed to one that does not end it.</summary>
public sealed record RunUpdated(RunId RunId, ExperimentId ExperimentId, string Name, RunStatus Status)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>A run reached a status that ends it.</summary>
/// <param name="EndTime">Unix milliseconds.</param>
public sealed record RunEnded(RunId RunId, ExperimentId ExperimentId, RunStatus Status, long? EndTime)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>
/// Nothing was logged to a running run for too long. <see cref="RunEnded"/> follows; if it is running again later,
/// <see cref="RunUpdated"/> does.
/// </summary>
/// <param name="LastWrite">When something was last logged, as far as is known; Unix milliseconds.</param>
/// <param name="Threshold">For how long nothing may be logged; milliseconds.</param>
public sealed record RunStale(RunId RunId, ExperimentId ExperimentId, long LastWrite, long Threshold)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>A run was deleted; it can be restored.</summary>
public sealed record RunDeleted(RunId RunId, ExperimentId ExperimentId) : LifecycleEvent($"runs/{RunId}");

/// <summary>A deleted run was restored.</summary>
public sealed record RunRestored(RunId RunId, ExperimentId ExperimentId, RunStatus Status)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>A deleted run was purged: it was removed for good, with its logged models and artifacts.</summary>
/// <param name="ArtifactBytes">The sum of the sizes of the removed artifacts.</param>
public sealed record RunPurged(
    RunId RunId, ExperimentId ExperimentId, long LoggedModels, long Artifacts, long ArtifactBytes)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>
/// Tracking has linked a run to a model version made from it. The event carries the run's status: a run that ended
/// before the version was registered has no later event from which Registry could learn it.
/// </summary>
public sealed record RunLinkedToVersion(
    RunId RunId, string ModelName, int Version, RunStatus Status, LifecycleStage LifecycleStage)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>An artifact of a run was created or replaced.</summary>
/// <param name="Path">Relative to the run's artifact root.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ArtifactLogged(RunId RunId, string Path, long SizeBytes, string Sha256)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>An artifact of a run was deleted.</summary>
/// <param name="Path">
/// Relative to the run's artifact root; for a directory, files below it were deleted. A directory with many files has
/// several events: after the last one, everything below it is deleted.
/// </param>
public sealed record ArtifactDeleted(RunId RunId, string Path) : LifecycleEvent($"runs/{RunId}");
