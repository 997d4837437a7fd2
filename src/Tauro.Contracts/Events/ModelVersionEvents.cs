using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Events;

/// <summary>A model version was registered.</summary>
/// <param name="IsPrompt">Whether it is the version of a prompt.</param>
/// <param name="LoggedModelId">The logged model in Tracking that it was registered from.</param>
/// <param name="Framework">The library that it was made with.</param>
/// <param name="ArtifactMode">How the registry gets its files.</param>
/// <param name="ModelId">The id of its model, which a rename does not change.</param>
public sealed record ModelVersionCreated(
    string Name,
    int Version,
    RunId? SourceRunId,
    string? Source,
    ModelVersionStatus Status,
    bool IsPrompt = false,
    LoggedModelId? LoggedModelId = null,
    ModelFramework? Framework = null,
    ArtifactMode? ArtifactMode = null,
    ModelId? ModelId = null) : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>The artifact of a model version is in place.</summary>
/// <param name="SizeBytes">The sum of its files, in bytes.</param>
public sealed record ModelVersionReady(string Name, int Version, long SizeBytes)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>The artifact of a model version could not be put in place.</summary>
/// <param name="Reason">The reason, as a sentence.</param>
public sealed record ModelVersionFailed(string Name, int Version, string Reason)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>The description or tags of a model version changed.</summary>
public sealed record ModelVersionUpdated(string Name, int Version)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A model version moved to another stage.</summary>
/// <param name="Policies">The policies that decided about it; absent if none applied.</param>
public sealed record ModelVersionStageChanged(
    string Name, int Version, ModelStage From, ModelStage To, IReadOnlyList<PolicyReference>? Policies = null)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A tag of a model version was set.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelVersionTagSet(string Name, int Version, string Key, string Value, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A tag of a model version was deleted.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelVersionTagDeleted(string Name, int Version, string Key, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A model version was deleted, for good.</summary>
/// <param name="ModelId">The id under which its files were stored.</param>
/// <param name="LoggedModelId">The logged model in Tracking that it was registered from.</param>
/// <param name="Source">What it was registered from.</param>
public sealed record ModelVersionDeleted(
    string Name, int Version, RunId? SourceRunId, ModelId? ModelId = null, LoggedModelId? LoggedModelId = null,
    string? Source = null)
    : LifecycleEvent($"models/{Name}/versions/{Version}");
