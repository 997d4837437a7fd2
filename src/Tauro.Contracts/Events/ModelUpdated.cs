namespace Tauro.Contracts.Events;

/// <param name="Name">The name it has now.</param>
/// <param name="PreviousName">The name it had, when it was renamed.</param>
public sealed record ModelUpdated(string Name, string? PreviousName = null) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
