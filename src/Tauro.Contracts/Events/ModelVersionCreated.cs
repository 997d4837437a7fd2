using Tauro.Contracts.Models;

namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether it is the version of a prompt.</param>
/// <param name="LoggedModelId">The logged model of Tracking's that it was made of.</param>
public sealed record ModelVersionCreated(
    string Name,
    int Version,
    string? SourceRunId,
    string? Source,
    ModelVersionStatus Status,
    bool IsPrompt = false,
    string? LoggedModelId = null,
    ModelFramework? Framework = null,
    ArtifactMode? ArtifactMode = null) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
