namespace Tauro.Contracts.Events;

public sealed record ModelVersionFailed(string Name, int Version, string Reason) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
