using Tauro.Contracts.Runs;

namespace Tauro.Contracts.Events;

/// <summary>
/// Tracking has marked a run with a model version made from it. Tells Registry the run's status at that moment,
/// which a run that ended before the version was registered would not tell again.
/// </summary>
public sealed record RunLinkedToVersion(
    string RunId, string ModelName, int Version, RunStatus Status, LifecycleStage LifecycleStage) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
