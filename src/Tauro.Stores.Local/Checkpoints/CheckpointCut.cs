using Tauro.Contracts.Events;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// What changed since the checkpoint before, taken between two batches, so that it is exactly what the journal frames
/// before <paramref name="JournalFrom"/> did. Taking it moves references only; the writing comes later, beside new
/// commits.
/// </summary>
internal sealed record CheckpointCut(
    LocalState State,
    long JournalFrom,
    IReadOnlyList<DocumentCut> Documents,
    PointCut? Points,
    IReadOnlyList<EventRecord> Events)
{
    public bool IsEmpty =>
        Documents.All(cut => cut.Count == 0) && Points is not { Series.Count: > 0 } && Events.Count == 0;

    public static CheckpointCut Take(LocalState state, long journalFrom) => new(
        state, journalFrom, [.. state.Tables.Select(table => table.Cut())], state.Points?.Cut(),
            state.Events.Unwritten());

    /// <summary>Gives it all back after a failure; on the writing thread.</summary>
    public void Undo()
    {
        for (var i = 0; i < Documents.Count; i++) State.Tables[i].Uncut(Documents[i]);
        if (Points is not null) State.Points!.Uncut(Points);
    }
}
