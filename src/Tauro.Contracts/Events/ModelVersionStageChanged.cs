using Tauro.Contracts.Models;

namespace Tauro.Contracts.Events;

public sealed record ModelVersionStageChanged(string Name, int Version, ModelStage From, ModelStage To) : LifecycleEvent
{
    public override string Subject => $"models/{Name}/versions/{Version}";
}
