using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>Writes decisions into a change.</summary>
internal static class DecisionWriter
{
    /// <param name="decided">The facts and events.</param>
    /// <param name="state">The state that the change is made to.</param>
    /// <param name="change">The change.</param>
    /// <param name="write">Writes one fact into the change.</param>
    public static void Write<TState, TFact, T>(
        Decision<TFact, T> decided, TState state, Change change, Action<TState, Change, TFact> write)
        where TState : LocalState
    {
        var (facts, events, _) = decided;
        for (var i = 0; i < facts.Count; i++) write(state, change, facts[i]);
        for (var i = 0; i < events.Count; i++) change.AddEvent(state, new PendingEvent(events[i], null));
    }
}
