using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Events;

/// <summary>The dead list in the folder of the service.</summary>
internal sealed class LocalDeadEventStore<TState>(LocalEngine<TState> engine) : IDeadEventStore
    where TState : LocalState
{
    private static readonly RowComparer<DeadEvent> ById = new((dead => Literal.From(dead.Id), Descending: false));

    private readonly FactCommits<TState, DeadEventFact> facts = new(engine, Keep);

    public async ValueTask<int> Keep(DeadEvent dead, CancellationToken cancel = default) =>
        (await facts.Commit<int>(
            (state, _) => DeadEventWrites.Keep(
                dead, state.DeadEvents.Find(dead.Id) is not null, state.DeadEvents.Count, state.DeadEvents.All),
            cancel).ConfigureAwait(false)).Value;

    public ValueTask<StoreOutcome<DeadEvent>> Get(DeadEventId id, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<DeadEvent>>(state =>
            state.DeadEvents.Find(id) is { } dead ? dead : new DeadEventMissing(id));

    public ValueTask<StoreOutcome<Page<DeadEvent>>> List(PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => SortedPage.From(state.DeadEvents.All, ById, page, "dead events"));

    public ValueTask<int> Count(CancellationToken cancel = default) => engine.Read(state => state.DeadEvents.Count);

    public ValueTask<StoreOutcome<DeadEvent>> Delete(DeadEventId id, CancellationToken cancel = default) =>
        facts.Commit((state, _) => DeadEventWrites.Delete(state.DeadEvents.Find(id), id), cancel);

    private static void Keep(TState state, Change change, DeadEventFact fact)
    {
        switch (fact)
        {
            case DeadEventFact.PutDeadEvent put: change.Put(state.DeadEvents, put.Dead); break;
            case DeadEventFact.RemoveDeadEvent remove: change.Remove(state.DeadEvents, remove.Id); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
