namespace Tauro.Contracts.Events;

/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelAliasSet(string Name, string Alias, int Version, bool IsPrompt = false) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/aliases/{Alias}";
}
