using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

internal sealed partial class LocalEngine<TState>
{
    /// <summary>An append failed: what it holds was not acknowledged, and the state is ahead of the disk.</summary>
    private StorageUnavailableException Break(Exception e)
    {
        StoreLog.JournalFailed(parts.Log, e);
        var refused = new StorageUnavailableException($"The journal could not be written: {e.Message}", e);
        failure = refused;
        var broken = gate;
        TryRecover();

        // Answered last: whoever tries again at once finds the store well, where it could be made so.
        broken.Fail(refused);
        batch.Fail(refused);
        return refused;
    }

    /// <summary>
    /// Takes the failed frame back and loads the state anew, so that both hold what was acknowledged.
    /// </summary>
    private void TryRecover()
    {
        var before = state;
        try
        {
            checkpointer.Suspend(() =>
            {
                if (!journalCut)
                {
                    journal.CutUnacknowledged();
                    journal.Dispose();
                    journalCut = true;
                }

                var loaded = LoadedState<TState>.Load(parts);
                (state, journal) = (loaded.State, loaded.Journal);
                checkpointer.Reset(loaded.Manifest);
            });
            gate = new BatchGate();
            journalCut = false;
            failure = null;
            before.Events.GiveUp();
            StoreLog.Recovered(parts.Log);
        }
        catch (Exception e) when (e is IOException or StorageCorruptException or StorageFullException
            or ObjectDisposedException or UnauthorizedAccessException)
        {
            StoreLog.RecoveryFailed(parts.Log, e);
        }
    }
}
