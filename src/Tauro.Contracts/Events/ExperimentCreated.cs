namespace Tauro.Contracts.Events;

public sealed record ExperimentCreated(string ExperimentId, string Name) : LifecycleEvent
{
    public override string Subject => $"experiments/{ExperimentId}";
}
