namespace Tauro.Contracts.Events;

public sealed record ModelAliasDeleted(string Name, string Alias, int Version) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/aliases/{Alias}";
}
