namespace Tauro.Contracts.Events;

public sealed record ModelVersionDeleted(string Name, int Version, string? SourceRunId) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
