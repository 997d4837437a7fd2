namespace Tauro.Contracts.Events;

/// <summary>A name was taken for the first time.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelRegistered(string Name, bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
