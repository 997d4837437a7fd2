namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelTagSet(string Name, string Key, string Value, bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}";
}
