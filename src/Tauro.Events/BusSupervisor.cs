using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tauro.Events;

/// <summary>
/// Starts and stops the bus, and restarts it if it does not work although the broker accepts connections. The bus
/// reconnects by itself. But if a connection breaks at the wrong moment, it may wait for ever for a response that the
/// broken channel can no longer deliver. MassTransit's own service can't stop a bus that has not completed its start:
/// its consumers would go on in a service that has ended, and no other consumer would get their events.
/// </summary>
internal sealed class BusSupervisor(
    IBusControl bus, BrokerProbe probe, BusMetrics metrics, IOptions<BusOptions> options, TimeProvider time,
    ILogger<BusSupervisor> log) : BackgroundService
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>MassTransit stops for up to 30 s when its start is cancelled.</summary>
    private static readonly TimeSpan StartCancelTimeout = TimeSpan.FromSeconds(40);

    private readonly KnownEndpoints endpoints = new();
    private CancellationTokenSource? starting;
    private Task start = Task.CompletedTask;

    /// <summary>Why the bus does not work although the broker does; null if it works.</summary>
    public BusProblem? Problem { get; private set; }

    public override void Dispose()
    {
        starting?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bus.ConnectReceiveEndpointObserver(endpoints);
        Start(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Value.CheckInterval, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) break;
            try
            {
                await Check(stoppingToken);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested) log.BusNotRestarted(error);
            }
        }

        try
        {
            await Stop();
        }
        catch (Exception error)
        {
            log.BusNotStopped(error);
        }
    }

    private async Task Check(CancellationToken stop)
    {
        var reason = await probe.FindProblem(stop);
        if (reason is null)
        {
            Problem = null;
            return;
        }

        Problem = Problem is null ? new BusProblem(time.GetUtcNow(), time.GetTimestamp(), reason)
            : Problem with { Reason = reason };
        if (time.GetElapsedTime(Problem.Timestamp) < options.Value.RestartAfter) return;
        // The time counts again from here; until a check finds the bus working, the problem stays visible.
        Problem = Problem with { Timestamp = time.GetTimestamp() };
        log.BusRestarts(options.Value.RestartAfter, reason);
        metrics.BusRestarted();
        await Stop();
        Start(stop);
    }

    private void Start(CancellationToken stop)
    {
        starting?.Dispose();
        starting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // Completes when the broker is available, which may be much later.
        start = bus.StartAsync(starting.Token);
    }

    private async Task Stop()
    {
        // A bus that has not completed its start can't be stopped, only its start can be cancelled.
        if (starting is not null) await starting.CancelAsync();
        await start.WaitAsync(StartCancelTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!start.IsCompleted)
            throw new TimeoutException(
                $"The start of the bus did not end within {StartCancelTimeout} of its cancellation. "
                + "Restart the service if it does not recover.");
        if (start.IsCompletedSuccessfully) await TryStop(cancel => bus.StopAsync(cancel));
        await TryStop(endpoints.Stop);
    }

    /// <summary>Stops what can be stopped: what waits on a dead channel must not prevent the next start.</summary>
    private async Task TryStop(Func<CancellationToken, Task> stop)
    {
        try
        {
            using var timeout = new CancellationTokenSource(StopTimeout, time);
            await stop(timeout.Token);
        }
        catch (Exception error)
        {
            log.BusNotStopped(error);
        }
    }
}
