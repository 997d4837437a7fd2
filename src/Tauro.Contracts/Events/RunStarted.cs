namespace Tauro.Contracts.Events;

public sealed record RunStarted(string RunId, string ExperimentId, string Name) : LifecycleEvent
{
    public override string Subject => $"runs/{RunId}";
}
