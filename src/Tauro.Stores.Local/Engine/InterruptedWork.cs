using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Continues, in the background, what a failure or a crash interrupted: after a second, and then less and less often,
/// until it succeeds or the store closes.
/// </summary>
internal static class InterruptedWork
{
    private static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(1);

    public static async Task Retry<TState>(
        LocalEngine<TState> engine, Func<Task> finish, Action<ILogger, Exception> log) where TState : LocalState
    {
        if (!engine.Options.Background) return;
        for (var delay = DelayMin; ; delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, DelayMax.Ticks)))
        {
            await Task.Delay(delay, engine.Time).ConfigureAwait(false);
            if (engine.IsClosing || await Try(engine, finish, log).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Returns whether the work is done. Whatever fails, it must be continued.</summary>
    public static async Task<bool> Try<TState>(
        LocalEngine<TState> engine, Func<Task> finish, Action<ILogger, Exception> log) where TState : LocalState
    {
        try
        {
            await finish().ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            log(engine.Log, e);
            return false;
        }
    }
}
