using Microsoft.Extensions.Hosting;

namespace Tauro.ServiceDefaults.Start;

/// <summary>Work that a service does again and again while it runs.</summary>
/// <param name="interval">The time between two turns.</param>
/// <param name="time">The clock.</param>
public abstract class PeriodicWork(TimeSpan interval, TimeProvider time) : BackgroundService
{
    /// <summary>Done once, when the service starts.</summary>
    protected virtual Task Begin(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>One turn, the first one after an interval.</summary>
    protected abstract Task Run(CancellationToken cancel);

    /// <summary>Logs the failure of a turn; the next one comes after the interval.</summary>
    protected abstract void Failed(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            await Try(Begin, stoppingToken).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await Try(Run, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task Try(Func<CancellationToken, Task> turn, CancellationToken stopping)
    {
        try
        {
            await turn(stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Failed(e);
        }
    }
}
