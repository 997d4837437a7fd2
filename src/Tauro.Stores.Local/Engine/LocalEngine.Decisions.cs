using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

internal sealed partial class LocalEngine<TState>
{
    /// <summary>Commits the facts and events that a pure function decides on, or returns its problem.</summary>
    /// <param name="decide">Decides from the state and the time, in Unix milliseconds.</param>
    /// <param name="write">Writes one fact into the change.</param>
    /// <param name="cancel">Cancels the commit while it is queued.</param>
    public async ValueTask<StoreOutcome<T>> Commit<TFact, T>(
        Func<TState, long, StoreOutcome<Decision<TFact, T>>> decide, Action<TState, Change, TFact> write,
        CancellationToken cancel)
    {
        var outcome = await Commit<Decision<TFact, T>>((state, change) =>
        {
            var decided = decide(state, change.Now);
            if (!decided.IsOk) return state.Explain(decided.Problem);
            if (state.Check(decided.Value.Facts) is { } refused) return refused;
            DecisionWriter.Write(decided.Value, state, change, write);
            return decided;
        }, cancel).ConfigureAwait(false);
        if (!outcome.IsOk) return outcome.Problem;
        return outcome.Value.Refusal is { } refusal
            ? refusal
            : StoreOutcome<T>.Ok(outcome.Value.Value) with { Warning = outcome.Value.Warning };
    }
}
