using Microsoft.Extensions.Hosting;

namespace Tauro.ServiceDefaults.Start;

/// <summary>Work that a service does again and again while it runs, first after one interval.</summary>
/// <param name="interval">The time between two turns.</param>
/// <param name="time">The clock.</param>
public abstract class PeriodicWork(TimeSpan interval, TimeProvider time) : BackgroundService
{
    /// <summary>One turn.</summary>
    protected abstract Task Run(CancellationToken cancel);

    /// <summary>Logs the failure of a turn; the next one comes after the interval.</summary>
    protected abstract void Failed(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                try
                {
                    await Run(stoppingToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    Failed(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
