using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Events;

/// <summary>The dead list in a service's own folder.</summary>
internal sealed class LocalDeadEventStore<TState>(LocalEngine<TState> engine) : IDeadEventStore
    where TState : LocalState
{
    private static readonly RowComparer<DeadEvent> ById = new((dead => Literal.Of(dead.Id), Descending: false));

    public async ValueTask<int> Keep(DeadEvent dead, CancellationToken cancel = default) =>
        (await engine.Commit<int>((state, change) =>
        {
            var others = state.DeadEvents.Count - (state.DeadEvents.Find(dead.Id) is null ? 0 : 1);
            var dropped = others < Limits.DeadEventsMax ? [] : state.DeadEvents.Keys.Where(id => id != dead.Id)
                .Order(StringComparer.Ordinal).Take(others + 1 - Limits.DeadEventsMax).ToList();
            foreach (var id in dropped) change.Remove(state.DeadEvents, id);
            change.Put(state.DeadEvents, dead);
            return dropped.Count;
        }, cancel).ConfigureAwait(false)).Value;

    public async ValueTask<StoreOutcome<DeadEvent>> Get(string id, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = Find(state, id);
        await engine.Barrier(state).ConfigureAwait(false);
        return found;
    }

    public async ValueTask<StoreOutcome<Page<DeadEvent>>> List(PageRequest page, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = SortedPage.Of(state.DeadEvents.All, ById, page, "dead events");
        await engine.Barrier(state).ConfigureAwait(false);
        return found;
    }

    public async ValueTask<int> Count(CancellationToken cancel = default)
    {
        var state = engine.State;
        var count = state.DeadEvents.Count;
        await engine.Barrier(state).ConfigureAwait(false);
        return count;
    }

    public ValueTask<StoreOutcome<DeadEvent>> Delete(string id, CancellationToken cancel = default) =>
        engine.Commit<DeadEvent>((state, change) =>
        {
            var found = Find(state, id);
            if (found.IsOk) change.Remove(state.DeadEvents, id);
            return found;
        }, cancel);

    private static StoreOutcome<DeadEvent> Find(LocalState state, string id) =>
        state.DeadEvents.Find(id) is { } dead
            ? dead
            : StoreProblem.NotFound(ProblemCodes.DeadEventNotFound, $"There is no dead event '{id}'.");
}
