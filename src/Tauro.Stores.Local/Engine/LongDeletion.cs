using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// A deletion that is divided into several commits, so that none is large and other writes are committed in between.
/// The first one hides what is deleted; after a failure the others are continued in the background. On a full disk they
/// wait for space. Smaller ones would still fit into the last journal segment, but it is kept for other writes.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="what">What is deleted, for the log.</param>
/// <param name="finish">Makes the commits that are missing.</param>
internal sealed class LongDeletion<TState>(LocalEngine<TState> engine, string what, Func<Task> finish)
    where TState : LocalState
{
    private readonly BackgroundRetry<TState> retry = new(engine, () => TryFinish(engine, what, finish));

    /// <summary>Completes the deletion; if that fails, it is continued in the background.</summary>
    public async Task Finish()
    {
        if (!await TryFinish(engine, what, finish).ConfigureAwait(false)) Resume();
    }

    /// <summary>Continues the deletion in the background.</summary>
    public void Resume() => retry.Start();

    private static async Task<bool> TryFinish(LocalEngine<TState> engine, string what, Func<Task> finish)
    {
        try
        {
            await finish().ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: the rest is hidden, and must be removed.
            StoreLog.DeletionInterrupted(engine.Log, what, e);
            return false;
        }
    }
}
