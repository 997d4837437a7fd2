using MassTransit;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Follows a history of events from a kept cursor, in order and at least once. What fails is tried again after growing
/// pauses, from the last event that was handled.
/// </summary>
/// <param name="settings">Its name, intervals and pauses.</param>
/// <param name="source">The history.</param>
/// <param name="cursors">Where its cursor is kept: this service's own store.</param>
public abstract class EventFollower(
    FollowerSettings settings, IEventSource source, IEventLog cursors, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LastKeepTimeout = TimeSpan.FromSeconds(2);

    private readonly Backoff backoff = new(settings.BackoffMin, settings.BackoffMax, time);
    private EventCursor position;
    private EventCursor kept;
    private long keptAt;

    public string Name => settings.Name;

    /// <summary>Whether it follows the history of this service itself.</summary>
    public bool IsOfOwnHistory => source is LocalEventSource;

    public FollowerStatus Status { get; } = new();

    /// <summary>This service's own history.</summary>
    protected IEventLog OwnEvents => cursors;

    protected TimeProvider Time => time;

    /// <summary>Follows until it is told to stop, then keeps its cursor.</summary>
    public virtual async Task Run(CancellationToken stopping)
    {
        var started = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!started) await Begin(stopping);
                started = true;
                while (true) await Step(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                Status.Failed(error.Message, time.GetUtcNow());
                if (!backoff.Failing)
                    log.FollowerFailed(
                        IsExpected(error) ? null : error, Name, position.Sequence, error.Message, settings.BackoffMax);
                await backoff.Pause(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (position == kept) return;
        using var timeout = new CancellationTokenSource(LastKeepTimeout, time);
        await KeepNow(timeout.Token);
    }

    /// <summary>Where to begin: by default where the kept cursor is.</summary>
    protected virtual ValueTask<EventCursor> Start(CancellationToken cancel) => cursors.GetCursor(Name, cancel);

    /// <summary>Handles events in order, and answers the sequence of each that is done, or of the last of several.
    /// </summary>
    protected abstract IAsyncEnumerable<long> Handle(IReadOnlyList<EventRecord> events, CancellationToken cancel);

    /// <summary>Keeps how far it has come: by default as a cursor of this service's store.</summary>
    protected virtual ValueTask Keep(EventCursor cursor, CancellationToken cancel) =>
        cursors.SetCursor(Name, cursor, cancel);

    /// <summary>Events were missed: they are no longer kept, or their history is gone.</summary>
    protected virtual ValueTask Missed(CancellationToken cancel) => ValueTask.CompletedTask;

    private static bool IsExpected(Exception error) => error is
        IOException or HttpRequestException or TimeoutException or StorageRefusalException or MassTransitException;

    private async Task Begin(CancellationToken cancel)
    {
        position = kept = await Start(cancel);
        keptAt = time.GetTimestamp();
        Status.Reached(position.Sequence);
        log.FollowerStarted(Name, position.Sequence);
    }

    private async Task Step(CancellationToken cancel)
    {
        var next = source.Next(position, cancel).AsTask();
        if (position != kept && !next.IsCompleted && !await Comes(next, cancel)) await KeepNow(cancel);
        var batch = await next;
        Status.Saw(batch.Newest);
        if (batch.Gap != EventGap.None) await Pass(batch, cancel);
        var count = 0;
        await foreach (var done in Handle(batch.Events, cancel))
        {
            while (count < batch.Events.Count && batch.Events[count].Sequence <= done) count++;
            await Reach(new EventCursor(done, batch.Events[count - 1].Time), cancel);
        }

        if (batch.Position.Sequence > position.Sequence) await Reach(batch.Position, cancel);
        Works();
    }

    /// <summary>Whether the next batch is there before the cursor has to be kept.</summary>
    private async Task<bool> Comes(Task next, CancellationToken cancel) =>
        await Task.WhenAny(next, Task.Delay(settings.CursorInterval, time, cancel)) == next;

    private async Task Pass(EventBatch batch, CancellationToken cancel)
    {
        if (batch.Gap == EventGap.Replaced)
        {
            log.HistoryReplaced(Name, position.Sequence);
            await cursors.ResetCursor(Name, cancel);
            kept = default;
        }
        else
        {
            log.EventsExpired(Name, position.Sequence + 1, batch.Position.Sequence);
        }

        await Missed(cancel);
        position = batch.Position;
        Status.Reached(position.Sequence);
    }

    private async Task Reach(EventCursor cursor, CancellationToken cancel)
    {
        position = cursor;
        Status.Reached(cursor.Sequence);
        if (time.GetElapsedTime(keptAt) >= settings.CursorInterval) await KeepNow(cancel);
    }

    private void Works()
    {
        Status.Works();
        if (backoff.Failing) log.FollowerRecovered(Name, position.Sequence);
        backoff.Reset();
    }

    private async Task KeepNow(CancellationToken cancel)
    {
        keptAt = time.GetTimestamp();
        try
        {
            await Keep(position, cancel);
            kept = position;
        }
        catch (Exception error)
        {
            // A full disk is no reason to hold events back; a crash would only repeat them.
            log.CursorNotKept(Name, position.Sequence, error.Message);
        }
    }
}
