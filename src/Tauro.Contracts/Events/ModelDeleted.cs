namespace Tauro.Contracts.Events;

public sealed record ModelDeleted(string Name) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
