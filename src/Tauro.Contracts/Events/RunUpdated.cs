using Tauro.Contracts.Runs;

namespace Tauro.Contracts.Events;

/// <summary>A run got another name or went back to a status that does not end it.</summary>
public sealed record RunUpdated(string RunId, string ExperimentId, string Name, RunStatus Status) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
