using Microsoft.Extensions.Hosting;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>
/// Sees every event that is committed while the process runs, whichever API caused it: for counters and logs. It reads
/// behind the commits and keeps no cursor, so requests do not pay for it.
/// </summary>
public abstract class EventObserver(IEventLog events, TimeProvider time) : BackgroundService
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long? last;

    /// <summary>Begins with the events of this process: those that are there already were observed before.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            last = await events.LastSequence(cancellationToken);
        }
        catch (StorageRefusalException)
        {
            // A service starts while its store is away, too; it is asked again below.
        }

        await base.StartAsync(cancellationToken);
    }

    protected abstract void Observe(LifecycleEvent happened);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var after = last ??= await events.LastSequence(stoppingToken);
                await events.WaitForNewer(after, stoppingToken);
                await ObserveNewer(after, stoppingToken);
            }
            catch (StorageRefusalException)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ObserveNewer(long after, CancellationToken cancel)
    {
        var read = await events.Read(after, PageSize, cancel);
        if (!read.IsOk)
        {
            // What is no longer kept can't be observed any more.
            last = await events.LastSequence(cancel);
            return;
        }

        foreach (var record in read.Value)
        {
            if (EventCatalog.Read(record) is { } happened) Observe(happened);
            last = record.Sequence;
        }
    }
}
