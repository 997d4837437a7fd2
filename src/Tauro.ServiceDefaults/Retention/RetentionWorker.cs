using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores.Retention;

namespace Tauro.ServiceDefaults.Retention;

/// <summary>Continues an interrupted retention job at the start, and starts one when there is something to remove.
/// </summary>
internal sealed class RetentionWorker(
    IRetentionStore store, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionWorker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        var isDue = false;
        try
        {
            do
            {
                try
                {
                    await store.RunScheduled(isDue, stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.RetentionFailed(e, options.Value.Interval);
                }

                isDue = true;
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
