using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Empties a local store through the journal, like any other change: first the artifacts, then the documents in commits
/// of limited size. The last table comes first, so that no document ever refers to one that is deleted.
/// </summary>
internal static class LocalReset
{
    private const int RemovedPerCommit = 10_000;
    private const long CommitBytesMax = 16 << 20;

    public static async Task Run<TState>(
        LocalEngine<TState> engine, ArtifactStore artifacts, CancellationToken cancel) where TState : LocalState
    {
        foreach (var upload in engine.State.Uploads.All.OrderBy(item => item.UploadId, StringComparer.Ordinal))
            await artifacts.AbortUpload(upload.UploadId, cancel);
        await artifacts.Delete(default, null, cancel); // A problem is returned when there are none; that is fine.
        while (!(await engine.Commit<bool>(RemoveSome, cancel)).Value)
        {
        }
    }

    /// <summary>Removes as many documents as fit into one commit. Returns true when none is left.</summary>
    private static StoreOutcome<bool> RemoveSome(LocalState state, Change change)
    {
        var removed = 0;
        foreach (var table in state.OwnTables.Reverse())
        {
            foreach (var key in table.Keys.Where(key => !state.SurvivesReset(table, key)))
            {
                if (++removed > RemovedPerCommit || change.BytesMin > CommitBytesMax) return false;
                change.Remove(table, key);
            }
        }

        state.WriteDefaults(change);
        return true;
    }
}
