using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Takes the events of this service's log to the carrier, in order and at least once. The log is the truth: with the
/// carrier away nothing is lost and no request waits; the relay goes on from its cursor when the carrier is back.
/// </summary>
internal sealed class OutboxRelay(
    IEventLog log,
    IEventCarrier carrier,
    RelayStatus status,
    BusMetrics metrics,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    /// <summary>
    /// Memory has a cursor of its own: what was only handed around inside one process has still to be published when a
    /// real carrier is configured.
    /// </summary>
    private readonly string follower = status.Carrier == BusCarrier.InMemory ? "relay-in-memory" : "relay";

    private readonly BusOptions options = options.Value;
    private long position;
    private long kept;
    private long keptAt;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var backoff = new Backoff(options.BackoffMin, options.BackoffMax, time);
        var started = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!started) await Start(stopping);
                started = true;
                await Follow(backoff, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                metrics.PublishFailed();
                status.Failed(error.Message, time.GetUtcNow());
                if (!backoff.Failing)
                    logger.RelayFailed(status.Carrier, position, error.Message, options.BackoffMax);
                await backoff.Pause(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (started) await KeepLast();
    }

    private async Task Start(CancellationToken cancel)
    {
        position = kept = await log.GetCursor(follower, cancel);
        keptAt = time.GetTimestamp();
        logger.RelayStarted(status.Carrier, position);
    }

    /// <summary>Publishes until something fails.</summary>
    private async Task Follow(Backoff backoff, CancellationToken cancel)
    {
        status.SawNewest(await log.LastSequence(cancel));
        await Resume(backoff, cancel);
        while (true)
        {
            var events = await Read(cancel);
            if (events.Count == 0)
            {
                if (!await Idle(cancel)) await Resume(backoff, cancel);
                continue;
            }

            await Publish(events, cancel);
            await KeepWhenDue(cancel);
        }
    }

    private async Task Resume(Backoff backoff, CancellationToken cancel)
    {
        position = await carrier.Resume(position, cancel);
        status.ReachedCarrier(position);
        if (backoff.Failing) logger.RelayRecovered(status.Carrier, position);
        backoff.Reset();
    }

    private async Task Publish(IReadOnlyList<EventRecord> events, CancellationToken cancel)
    {
        status.SawNewest(Math.Max(events[^1].Sequence, await log.LastSequence(cancel)));
        var next = 0;
        await foreach (var confirmed in carrier.Publish(events, cancel))
        {
            for (; next < events.Count && events[next].Sequence <= confirmed; next++)
                metrics.Published(events[next].Type);
            position = confirmed;
            status.ReachedCarrier(position);
        }
    }

    private async ValueTask<IReadOnlyList<EventRecord>> Read(CancellationToken cancel)
    {
        var read = await log.Read(position, options.BatchEventsMax, cancel);
        if (read.IsOk) return read.Value;
        if (read.Problem.Code != ProblemCodes.EventsExpired)
            throw new InvalidOperationException($"{read.Problem.Code}: {read.Problem.Message}");

        var oldest = await EventHistory.FindOldest(log, position, cancel);
        logger.EventsExpired(position + 1, oldest - 1);
        position = oldest - 1;
        return [];
    }

    /// <summary>Waits for an event. False when it is time to look after the carrier instead.</summary>
    private async Task<bool> Idle(CancellationToken cancel)
    {
        if (position != kept && !await Newer(options.CursorInterval, cancel)) await Keep(cancel);
        return await Newer(options.IdleCheckInterval, cancel);
    }

    private async Task<bool> Newer(TimeSpan wait, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await log.WaitForNewer(position, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task KeepWhenDue(CancellationToken cancel)
    {
        if (position != kept && time.GetElapsedTime(keptAt) >= options.CursorInterval) await Keep(cancel);
    }

    private async Task Keep(CancellationToken cancel)
    {
        keptAt = time.GetTimestamp();
        try
        {
            await log.SetCursor(follower, position, cancel);
            kept = position;
        }
        catch (StorageRefusalException error)
        {
            // A full disk is no reason to hold events back; a crash would only repeat them.
            logger.CursorNotKept(position, error.Message);
        }
    }

    private async Task KeepLast()
    {
        if (position == kept) return;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await Keep(timeout.Token);
        }
        catch (Exception error)
        {
            logger.CursorNotKept(position, error.Message);
        }
    }
}
