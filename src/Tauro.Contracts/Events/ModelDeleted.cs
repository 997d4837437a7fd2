namespace Tauro.Contracts.Events;

/// <param name="ModelId">What its files were kept by.</param>
public sealed record ModelDeleted(string Name, string? ModelId = null) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
