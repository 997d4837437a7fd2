using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to the dead list.</summary>
public abstract record DeadEventFact
{
    private DeadEventFact()
    {
    }

    /// <summary>The dead event as it is now.</summary>
    public sealed record PutDeadEvent(DeadEvent Dead) : DeadEventFact;

    /// <summary>The dead event is gone.</summary>
    public sealed record RemoveDeadEvent(string Id) : DeadEventFact;
}
