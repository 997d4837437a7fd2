namespace Tauro.Contracts.Events;

public sealed record ModelAliasSet(string Name, string Alias, int Version) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/aliases/{Alias}";
}
