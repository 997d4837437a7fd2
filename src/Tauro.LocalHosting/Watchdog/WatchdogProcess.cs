using System.Runtime.InteropServices;

namespace Tauro.LocalHosting;

/// <summary>The watchdog itself: the AppHost's executable, started with one hidden argument.</summary>
internal static class WatchdogProcess
{
    public const string Argument = "--tauro-watchdog";

    /// <summary>As long as the AppHost itself would wait, so that a service can checkpoint.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static void Run(TextReader orders)
    {
        // It stands in the terminal's group, and has to outlive the signals that end the others.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => c.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, c => c.Cancel = true);

        var guarded = new List<ProcessIdentity>();
        FileLock? held = null;
        while (orders.ReadLine() is { } order)
        {
            if (order.StartsWith("= ", StringComparison.Ordinal))
            {
                held = FileLock.TryTake(order[2..]);
            }
            else if (order.Length > 2 && ProcessIdentity.TryParse(order[2..], out var child))
            {
                if (order[0] == '+')
                {
                    guarded.Add(child);
                }
                else
                {
                    guarded.Remove(child);
                }
            }
        }

        EndAll(guarded);
        held?.Dispose();
    }

    private static void EndAll(List<ProcessIdentity> guarded)
    {
        guarded.Reverse();
        var alive = guarded.Where(p => p.IsAlive()).ToList();
        alive.ForEach(p => Signals.AskToEnd(p.Pid));

        using var pause = new ManualResetEventSlim();
        var until = TimeProvider.System.GetTimestamp();
        while (alive.Exists(p => p.IsAlive()) && TimeProvider.System.GetElapsedTime(until) < Grace)
        {
            pause.Wait(Step);
        }

        // Also the ones that have ended: their group may hold what they started.
        alive.ForEach(p => Signals.EndTree(p.Pid, p.OwnGroup));
    }
}
