using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>Commits decisions on one kind of facts.</summary>
/// <param name="engine">The engine.</param>
/// <param name="write">Writes one fact into the change.</param>
internal sealed class FactCommits<TState, TFact>(
    LocalEngine<TState> engine, Action<TState, Change, TFact> write) where TState : LocalState
{
    /// <summary>Commits the facts and events that a pure function decides on, or returns its problem.</summary>
    /// <param name="decide">Decides from the state and the time, in Unix milliseconds.</param>
    /// <param name="cancel">Cancels the commit while it is queued.</param>
    public ValueTask<StoreOutcome<T>> Commit<T>(
        Func<TState, long, StoreOutcome<Decision<TFact, T>>> decide, CancellationToken cancel) =>
        engine.Commit(decide, write, cancel);
}
