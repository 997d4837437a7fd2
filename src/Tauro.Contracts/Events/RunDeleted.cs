namespace Tauro.Contracts.Events;

public sealed record RunDeleted(string RunId, string ExperimentId) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
