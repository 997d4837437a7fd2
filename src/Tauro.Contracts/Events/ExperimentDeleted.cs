namespace Tauro.Contracts.Events;

public sealed record ExperimentDeleted(string ExperimentId, string Name) : LifecycleEvent
{
    public override string Subject => $"experiments/{ExperimentId}";
}
