namespace Tauro.Contracts.Events;

public sealed record ModelVersionReady(string Name, int Version, long SizeBytes) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
