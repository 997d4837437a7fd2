using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

internal sealed partial class LocalEngine<TState>
{
    /// <summary>Commits what a pure function decides: its facts and its events, or answers its refusal.</summary>
    /// <param name="decide">Loads what it needs from the state, and decides at a time, in Unix milliseconds.</param>
    /// <param name="keep">Writes one fact into the change.</param>
    /// <param name="cancel">Gives up.</param>
    public ValueTask<StoreOutcome<T>> Commit<TFact, T>(
        Func<TState, long, StoreOutcome<Decision<TFact, T>>> decide, Action<TState, Change, TFact> keep,
        CancellationToken cancel) =>
        Commit<T>((state, change) =>
        {
            var decided = decide(state, change.Now);
            if (!decided.IsOk) return decided.Problem;
            var (facts, events, value) = decided.Value;
            for (var i = 0; i < facts.Count; i++) keep(state, change, facts[i]);
            for (var i = 0; i < events.Count; i++) change.Event(state, new PendingEvent(events[i], null));
            return StoreOutcome<T>.Ok(value);
        }, cancel);
}
