using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Empties a local store by the journal, as any other change: artifacts first, then documents in commits of bounded
/// size, those of the last table first, so that no document ever names one that is gone.
/// </summary>
internal static class LocalReset
{
    private const int RemovedPerCommit = 10_000;

    public static async Task Run<TState>(
        LocalEngine<TState> engine, IArtifactStore artifacts, CancellationToken cancel) where TState : LocalState
    {
        foreach (var upload in engine.State.Uploads.All.OrderBy(one => one.UploadId, StringComparer.Ordinal))
            await artifacts.AbortUpload(upload.UploadId, cancel);
        await artifacts.Delete(default, null, cancel); // Refused where there are none, which is as well.
        while (!(await engine.Commit<bool>(RemoveSome, cancel)).Value)
        {
        }
    }

    /// <summary>Removes as much as one commit takes; answers whether that was all.</summary>
    private static StoreOutcome<bool> RemoveSome(LocalState state, Change change)
    {
        var removed = 0;
        foreach (var table in state.OwnTables.Reverse())
        {
            foreach (var key in table.Keys.Where(key => !state.IsKept(table, key)))
            {
                if (++removed > RemovedPerCommit) return false;
                change.Remove(table, key);
            }
        }

        state.Renew(change);
        return true;
    }
}
