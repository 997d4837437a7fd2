using Tauro.Contracts.Models;

namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether it is the version of a prompt.</param>
public sealed record ModelVersionCreated(
    string Name,
    int Version,
    string? SourceRunId,
    string? Source,
    ModelVersionStatus Status,
    bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
