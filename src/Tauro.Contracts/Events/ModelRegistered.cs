namespace Tauro.Contracts.Events;

/// <summary>A name was taken for the first time.</summary>
public sealed record ModelRegistered(string Name) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
