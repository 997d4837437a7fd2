namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelTagDeleted(string Name, string Key, bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
