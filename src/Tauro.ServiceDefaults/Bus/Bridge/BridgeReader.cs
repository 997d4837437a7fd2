using System.Threading.Channels;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Tauro.Contracts.Events;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>
/// Takes events out of one list, one at a time, and hands each to its consumer through MassTransit, whose pipeline
/// retries. An event leaves the consumer's hand when it was handled or given up on, so at least once.
/// </summary>
internal sealed class BridgeReader(
    string queue,
    BridgeQueue list,
    IReceiveEndpointDispatcher dispatcher,
    IConnectionMultiplexer redis,
    BusMetrics metrics,
    BusOptions options,
    TimeProvider time,
    ILogger log)
{
    // One token is enough: however often the reader is woken, it reads the list to its end.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool subscribed;
    private bool unsure = true;
    private long renewedAt;
    private long tookBackAt;

    public async Task Run(CancellationToken stopping)
    {
        var backoff = new Backoff(options.BackoffMin, options.BackoffMax, time);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Read(backoff, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                unsure = true;
                if (!backoff.Failing) log.BridgeFailed(queue, error.Message);
                await backoff.Pause(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Leave();
    }

    private async Task Read(Backoff backoff, CancellationToken cancel)
    {
        await Renew(cancel);
        await Subscribe(cancel);
        if (backoff.Failing) log.BridgeRecovered(queue);
        backoff.Reset();
        while (true)
        {
            // A lease that has nearly run out is renewed first: an event that is taken without one may go unnoticed.
            if (time.GetElapsedTime(renewedAt) > options.LeaseTime / 2) await Renew(cancel);
            if (tookBackAt == 0 || time.GetElapsedTime(tookBackAt) > options.LeaseTime / 2) await TakeBack(cancel);

            var entry = unsure ? await list.InHand(cancel) : null;
            unsure = entry is not null;
            entry ??= await list.Take(cancel);
            if (entry is not null) await HandleWithLease(entry, cancel);
            else await Wait(cancel);
        }
    }

    private async Task Renew(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        await list.Renew(cancel);
        renewedAt = now;
    }

    private async Task TakeBack(CancellationToken cancel)
    {
        foreach (var (instance, count) in await list.TakeBack(cancel))
        {
            log.TakenBack(queue, count, instance);
            metrics.TakenBack(queue, count);
        }

        tookBackAt = time.GetTimestamp();
    }

    private async Task Subscribe(CancellationToken cancel)
    {
        if (subscribed) return;
        // The client subscribes again by itself after a reconnect.
        await redis.GetSubscriber().SubscribeAsync(BridgeKeys.Wake(queue), (_, _) => wake.Writer.TryWrite(true))
            .WaitAsync(cancel);
        subscribed = true;
    }

    private async Task Wait(CancellationToken cancel)
    {
        using var poll = new CancellationTokenSource(options.PollInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, cancel);
        try
        {
            await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nobody called, which proves nothing: pub/sub loses calls while the connection is away.
        }
    }

    /// <summary>Retries may take longer than a lease.</summary>
    private async Task HandleWithLease(byte[] entry, CancellationToken cancel)
    {
        using var handled = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewing = KeepRenewing(handled.Token);
        try
        {
            await Handle(entry, cancel);
        }
        finally
        {
            await handled.CancelAsync();
            await renewing;
        }
    }

    private async Task KeepRenewing(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.LeaseTime / 3, time, until);
                await Renew(until);
            }
            catch (Exception error) when (error is OperationCanceledException or RedisException or TimeoutException)
            {
                // With Redis away the lease may run out, and another consumer repeats the event. At least once.
            }
        }
    }

    private async Task Handle(byte[] entry, CancellationToken cancel)
    {
        var id = "(unreadable)";
        try
        {
            var record = BridgeEntry.Read(entry);
            id = record.Id;
            await Dispatch(record, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // MassTransit's retries are used up, or it is no event at all.
            await list.Bury(entry, cancel);
            metrics.Dead(queue);
            log.MessageDied(queue, id, BridgeKeys.Dead(queue).ToString(), error.Message);
            return;
        }

        unsure = true;
        await list.Done(entry, cancel);
        unsure = false;
    }

    private async Task Dispatch(EventRecord record, CancellationToken cancel)
    {
        using var activity = BusTracing.StartConsume(record);
        await dispatcher.Dispatch(BridgeEntry.BodyOf(record), BridgeEntry.HeadersOf(record), cancel);
    }

    private async Task Leave()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await list.Leave(timeout.Token);
            await redis.GetSubscriber().UnsubscribeAsync(BridgeKeys.Wake(queue)).WaitAsync(timeout.Token);
        }
        catch (Exception error)
        {
            // What it had in hand is taken back when the lease has run out.
            log.BridgeFailed(queue, error.Message);
        }
    }
}
