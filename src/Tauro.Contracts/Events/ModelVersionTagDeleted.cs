namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelVersionTagDeleted(
    string Name, int Version, string Key, bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
