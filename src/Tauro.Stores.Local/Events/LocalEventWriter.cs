using Tauro.Contracts.Events;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Events;

/// <summary>Adds events to the history of a local store.</summary>
internal sealed class LocalEventWriter<TState>(LocalEngine<TState> engine) : IEventWriter where TState : LocalState
{
    public string? LockTakenFrom => engine.LockTakenFrom;

    public async ValueTask Write(LifecycleEvent lifecycleEvent, CancellationToken cancel = default) =>
        await engine.Commit<CursorFact, Done>(
            (_, _) => new Decision<CursorFact, Done>([], [lifecycleEvent], default), (_, _, _) => { }, cancel)
            .ConfigureAwait(false);
}
