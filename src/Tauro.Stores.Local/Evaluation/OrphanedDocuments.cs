using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>
/// Documents whose owner was deleted: the items of a review queue, the records of a dataset. The owner is deleted
/// first, with as many of them as one commit takes, and no reader finds the others.
/// </summary>
internal static class OrphanedDocuments
{
    /// <param name="engine">The engine.</param>
    /// <param name="what">What the documents are, for the log.</param>
    /// <param name="owners">The table of the owners.</param>
    /// <param name="documents">The table of the documents, in which they are grouped by the key of their owner.</param>
    /// <param name="remove">Commits the removal of some documents of a deleted owner.</param>
    public static LongDeletion<TrackingState> Removal<TOwner, TDocument>(
        LocalEngine<TrackingState> engine, string what, Func<TrackingState, DocumentTable<TOwner>> owners,
        Func<TrackingState, GroupedTable<TDocument>> documents, Func<string, ValueTask<StoreOutcome<Done>>> remove)
        where TOwner : class
        where TDocument : class => new(engine, what, async () =>
        {
            foreach (var key in documents(engine.State).Groups)
                while (owners(engine.State).Find(key) is null && documents(engine.State).CountIn(key) > 0)
                    _ = (await remove(key).ConfigureAwait(false)).Value; // Throws if it is refused.
        });
}
