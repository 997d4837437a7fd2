using Tauro.Contracts.Events;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// The changes since the previous checkpoint. A cut is taken between two batches, so it is exactly the effect of the
/// journal frames before <paramref name="JournalFrom"/>. Taking it only moves references; it is written to segments
/// later, while new commits are made.
/// </summary>
internal sealed record CheckpointCut(
    LocalState State,
    long JournalFrom,
    IReadOnlyList<DocumentCut> Documents,
    PointCut? Points,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<TrailLine> Trail)
{
    public bool IsEmpty =>
        Documents.All(cut => cut.Count == 0) && Points is not { Series.Count: > 0 } && Events.Count == 0
        && Trail.Count == 0;

    /// <summary>Takes a cut. If that fails, the state keeps all of its changes.</summary>
    public static CheckpointCut Take(LocalState state, long journalFrom)
    {
        var documents = new List<DocumentCut>(state.Tables.Count);
        PointCut? points = null;
        try
        {
            foreach (var table in state.Tables) documents.Add(table.Cut());
            points = state.Points?.Cut();
            return new CheckpointCut(
                state, journalFrom, documents, points, state.Events.GetUnwritten(), state.Trail.GetUnwritten());
        }
        catch
        {
            new CheckpointCut(state, journalFrom, documents, points, [], []).Undo();
            throw;
        }
    }

    /// <summary>Returns the changes to the state after a failure. Called on the writing thread.</summary>
    public void Undo()
    {
        for (var i = 0; i < Documents.Count; i++) State.Tables[i].RestoreCut(Documents[i]);
        if (Points is not null) State.Points!.RestoreCut(Points);
    }
}
