namespace Tauro.Contracts.Events;

/// <param name="RunId">The run it belonged to.</param>
/// <param name="Path">Relative to the run's artifact root; a directory takes all below it along.</param>
public sealed record ArtifactDeleted(string RunId, string Path) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
