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
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromMinutes(1);

    private int isRetrying;

    /// <summary>Completes the deletion; if that fails, it is continued in the background.</summary>
    public async Task Finish()
    {
        if (!await TryFinish().ConfigureAwait(false)) Resume();
    }

    /// <summary>Continues the deletion in the background.</summary>
    public void Resume()
    {
        if (engine.Options.Background && Interlocked.Exchange(ref isRetrying, 1) == 0) _ = Retry();
    }

    private async Task Retry()
    {
        for (var delay = RetryDelayMin; ; delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, RetryDelayMax.Ticks)))
        {
            await Task.Delay(delay, engine.Time).ConfigureAwait(false);

            // Before the try: what is deleted during it may be too late for it.
            Volatile.Write(ref isRetrying, 0);
            if (engine.IsClosing || await TryFinish().ConfigureAwait(false)) return;
            if (Interlocked.Exchange(ref isRetrying, 1) == 1) return;
        }
    }

    private async Task<bool> TryFinish()
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
