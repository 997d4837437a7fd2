using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Tries again in the background what failed, at growing intervals, until it succeeds or the store closes.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="attempt">Returns whether it succeeded; does not throw.</param>
internal sealed class BackgroundRetry<TState>(LocalEngine<TState> engine, Func<Task<bool>> attempt)
    where TState : LocalState
{
    private static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(1);

    private int isRunning;

    public void Start()
    {
        if (engine.Options.Background && Interlocked.Exchange(ref isRunning, 1) == 0) _ = Run();
    }

    private async Task Run()
    {
        for (var delay = DelayMin; ; delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, DelayMax.Ticks)))
        {
            await Task.Delay(delay, engine.Time).ConfigureAwait(false);

            // Before the attempt: what fails during it may be too late for it.
            Volatile.Write(ref isRunning, 0);
            if (engine.IsClosing || await attempt().ConfigureAwait(false)) return;
            if (Interlocked.Exchange(ref isRunning, 1) == 1) return;
        }
    }
}
