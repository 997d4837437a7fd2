using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

internal sealed partial class LocalEngine<TState>
{
    /// <summary>
    /// Fails the batch after a failed append: it was not acknowledged, and the state is ahead of the disk.
    /// </summary>
    private StorageUnavailableException FailBatch(Exception e)
    {
        StoreLog.JournalFailed(parts.Log, e);
        var refused = new StorageUnavailableException($"The journal could not be written: {e.Message}", e);
        failure = refused;
        var broken = gate;
        TryRecover();

        // After the recovery, so that a caller who retries at once finds a working store if the recovery succeeded.
        broken.Fail(refused);
        batch.Fail(refused);
        return refused;
    }

    /// <summary>
    /// Removes the failed frame and reloads the state, so that journal and state hold exactly what was acknowledged.
    /// </summary>
    private void TryRecover()
    {
        var before = state;
        try
        {
            checkpointer.Reload(() =>
            {
                if (!journalTruncated)
                {
                    journal.TruncateUnacknowledged();
                    journal.Dispose();
                    journalTruncated = true;
                }

                var loaded = LoadedState<TState>.Load(parts);
                (state, journal) = (loaded.State, loaded.Journal);
                return loaded.Manifest;
            });
            gate = new BatchGate();
            journalTruncated = false;
            failure = null;
            before.Events.WakeAll();
            before.Close();
            StoreLog.Recovered(parts.Log);
        }
        catch (Exception e)
        {
            // The writing thread goes on whatever happened: the next commit or probe tries again.
            StoreLog.RecoveryFailed(parts.Log, e);
        }
    }
}
