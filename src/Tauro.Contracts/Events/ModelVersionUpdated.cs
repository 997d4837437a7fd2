namespace Tauro.Contracts.Events;

public sealed record ModelVersionUpdated(string Name, int Version) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
