using System.Diagnostics;

namespace Tauro.Load.Measuring;

/// <summary>Samples a process tree and this process until it is disposed.</summary>
public sealed class ProcessMeter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly int? pid;
    private readonly ProcessUse? before;
    private readonly TimeSpan ownBefore = Environment.CpuUsage.TotalTime;
    private readonly long since = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource ended = new();
    private readonly Task sampling;

    public ProcessMeter(int? pid)
    {
        this.pid = pid;
        before = pid is { } root ? ProcessTree.Read(root) : null;
        PeakRssMiB = before?.RssMiB;
        sampling = pid is null ? Task.CompletedTask : Task.Run(Sample);
    }

    public double? PeakRssMiB { get; private set; }

    /// <summary>This process's CPU use in percent of one core, since the start.</summary>
    public double ClientCpuPercent => Percent(Environment.CpuUsage.TotalTime.TotalSeconds - ownBefore.TotalSeconds);

    /// <summary>Returns the current use, and the CPU use in percent of one core since the start.</summary>
    public (ProcessUse? Use, double? CpuPercent) Read()
    {
        var now = pid is { } root ? ProcessTree.Read(root, withPss: true) : null;
        return (now, now is null || before is null ? null : Percent(now.CpuSeconds - before.CpuSeconds));
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await sampling;
        ended.Dispose();
    }

    private double Percent(double seconds) => 100 * seconds / Stopwatch.GetElapsedTime(since).TotalSeconds;

    private async Task Sample()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                if (ProcessTree.Read(pid!.Value) is { } use) PeakRssMiB = Math.Max(PeakRssMiB ?? 0, use.RssMiB);
            }
        }
        catch (OperationCanceledException)
        {
            // The meter was disposed.
        }
    }
}
