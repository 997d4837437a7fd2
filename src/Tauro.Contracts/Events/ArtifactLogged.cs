namespace Tauro.Contracts.Events;

/// <param name="RunId">The run it belongs to.</param>
/// <param name="Path">Relative to the run's artifact root.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ArtifactLogged(string RunId, string Path, long SizeBytes, string Sha256) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
