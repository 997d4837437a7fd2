using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Contracts.Events;

/// <summary>A logged model was created.</summary>
/// <param name="SourceRunId">The run that made it.</param>
public sealed record LoggedModelCreated(
    LoggedModelId ModelId, ExperimentId ExperimentId, string Name, RunId? SourceRunId)
    : LifecycleEvent($"logged-models/{ModelId}");

/// <summary>The client has uploaded a logged model, or could not.</summary>
/// <param name="Status">Whether it can be used.</param>
public sealed record LoggedModelCompleted(
    LoggedModelId ModelId, ExperimentId ExperimentId, LoggedModelStatus Status)
    : LifecycleEvent($"logged-models/{ModelId}");

/// <summary>A logged model was deleted.</summary>
public sealed record LoggedModelDeleted(LoggedModelId ModelId, ExperimentId ExperimentId)
    : LifecycleEvent($"logged-models/{ModelId}");
