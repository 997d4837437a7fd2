using Tauro.Contracts.Runs;

namespace Tauro.Contracts.Events;

public sealed record RunRestored(string RunId, string ExperimentId, RunStatus Status) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
