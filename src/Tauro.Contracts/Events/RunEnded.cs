using Tauro.Contracts.Runs;

namespace Tauro.Contracts.Events;

/// <param name="EndTime">Unix milliseconds.</param>
public sealed record RunEnded(string RunId, string ExperimentId, RunStatus Status, long? EndTime) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
