using Tauro.Contracts.Models;

namespace Tauro.Contracts.Events;

public sealed record ModelVersionCreated(
    string Name, int Version, string? SourceRunId, string? Source, ModelVersionStatus Status) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
