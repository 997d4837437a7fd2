namespace Tauro.Contracts.Events;

public sealed record ExperimentRestored(string ExperimentId, string Name) : LifecycleEvent
{
    public override string Subject => $"experiments/{ExperimentId}";
}
