namespace Tauro.Contracts.Events;

/// <param name="ModelId">What its files were kept by.</param>
public sealed record ModelVersionDeleted(
    string Name, int Version, string? SourceRunId, string? ModelId = null) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
