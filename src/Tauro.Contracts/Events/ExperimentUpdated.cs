namespace Tauro.Contracts.Events;

public sealed record ExperimentUpdated(string ExperimentId, string Name) : LifecycleEvent
{
    public override string Subject => $"experiments/{ExperimentId}";
}
