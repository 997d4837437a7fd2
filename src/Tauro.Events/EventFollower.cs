using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;
using Tauro.Stores.Trail;

namespace Tauro.Events;

/// <summary>
/// Follows a history of events from a saved cursor, in order and at least once. After a failure it continues after the
/// last event that was handled, with growing pauses between attempts. It works only while it holds the claim of its
/// name: one instance of a service follows, and the others wait until they can take over.
/// </summary>
/// <param name="settings">The name, intervals and pauses.</param>
/// <param name="source">The history.</param>
/// <param name="cursors">The event log of this service's own store, which stores the cursor and the claim.</param>
/// <param name="time">The clock and the timers.</param>
/// <param name="log">The logger.</param>
public abstract class EventFollower(
    FollowerSettings settings, IEventSource source, IEventLog cursors, TimeProvider time, ILogger log)
    : BackgroundService
{
    private static readonly TimeSpan FinalSaveTimeout = TimeSpan.FromSeconds(2);

    private readonly string holder =
        $"{Environment.MachineName}/{Environment.ProcessId}/{Entropy.System.NextId()}";

    private readonly Backoff backoff = new(settings.BackoffMin, settings.BackoffMax, time);
    private HeldClaim? held;
    private EventCursor position;
    private EventCursor saved;
    private long savedAt;
    private long stepped = time.GetTimestamp();

    public string Name => settings.Name;

    /// <summary>Whether it follows this service's own history.</summary>
    public bool FollowsOwnHistory => source is LocalEventSource;

    public FollowerStatus Status { get; } = new();

    /// <summary>The time since it last handled events, or found none.</summary>
    public TimeSpan StepAge => time.GetElapsedTime(Interlocked.Read(ref stepped));

    /// <summary>Whether it should have handled an event by now, if some are waiting.</summary>
    public bool IsLate => StepAge > settings.StepTimeMax;

    /// <summary>This service's own history.</summary>
    protected IEventLog OwnEvents => cursors;

    protected TimeProvider Time => time;

    /// <summary>The claim that it holds.</summary>
    protected FollowerClaim Claim => held!.Claim;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CurrentActor.SetSystem(Name);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var claim = held = await TakeClaim(stoppingToken);
                await Follow(claim, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                await Pause(error, stoppingToken);
            }
        }
    }

    /// <summary>Returns the position to start from; by default the saved cursor.</summary>
    protected virtual ValueTask<EventCursor> GetStart(CancellationToken cancel) => cursors.GetCursor(Name, cancel);

    /// <summary>
    /// Handles events in order. Returns the sequence of each handled event, or of the last of several.
    /// </summary>
    protected abstract IAsyncEnumerable<long> Handle(IReadOnlyList<EventRecord> events, CancellationToken cancel);

    /// <summary>
    /// Saves the cursor, by default in this service's store. Returns false when the claim is lost.
    /// </summary>
    protected virtual ValueTask<bool> SaveCursor(EventCursor cursor, CancellationToken cancel) =>
        cursors.SetCursor(Claim, cursor, cancel);

    /// <summary>Called when events were missed because they expired or their history was replaced.</summary>
    protected virtual ValueTask OnEventsMissed(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>Waits for work that was started and cancelled to end. The claim is released after that.</summary>
    protected virtual Task Finish() => Task.CompletedTask;

    /// <summary>Saves a cursor now; throws when the claim is lost.</summary>
    protected Task SaveCursorNow(EventCursor cursor, CancellationToken cancel) =>
        Fenced(SaveCursor(cursor, cancel), cancel);

    /// <summary>Reads the data of an event. Logs an error and returns null if this version cannot read it.</summary>
    protected LifecycleEvent? Read(EventRecord record) => EventReading.Read(record, log);

    private static bool IsExpected(Exception error) => error is
        IOException or HttpRequestException or TimeoutException or StorageRefusalException or MassTransitException;

    /// <summary>Waits until no other instance holds the claim.</summary>
    private async Task<HeldClaim> TakeClaim(CancellationToken stopping)
    {
        while (true)
        {
            var asked = time.GetTimestamp();
            var claim = await cursors.Claim(Name, holder, settings.ClaimDuration, stopping);
            if (claim.Holder == holder)
            {
                Status.Follows();
                Stepped();
                return new HeldClaim(cursors, claim, settings.ClaimDuration, asked, time);
            }

            if (Status.Holder is null) log.ClaimHeld(Name, claim.Holder);
            Status.Waits(claim.Holder);
            await Task.Delay(settings.ClaimDuration / 3, time, stopping);
        }
    }

    /// <summary>Follows until the follower is stopped or loses its claim.</summary>
    private async Task Follow(HeldClaim claim, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, claim.Lost);
        var cancel = either.Token;
        var started = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (!started) await Begin(cancel);
                started = true;
                while (true) await Step(cancel);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                await Pause(error, cancel);
            }
        }

        await Finish();
        if (claim.Lost.IsCancellationRequested)
        {
            log.ClaimLost(Name, position.Sequence);
            position = saved; // The next holder repeats the events after the saved cursor.
        }
        else if (position != saved)
        {
            using var timeout = new CancellationTokenSource(FinalSaveTimeout, time);
            await KeepPosition(timeout.Token);
        }
    }

    private async Task Begin(CancellationToken cancel)
    {
        position = saved = await GetStart(cancel);
        savedAt = time.GetTimestamp();
        Status.SetPosition(position.Sequence);
        log.FollowerStarted(Name, position.Sequence);
        ReportSuccess();
    }

    private async Task Step(CancellationToken cancel)
    {
        var next = source.Next(position, cancel).AsTask();
        if (position != saved && !next.IsCompleted && !await ArrivesInTime(next, cancel)) await KeepPosition(cancel);
        var batch = await next;
        Stepped(); // The time without events is not part of the step.
        Status.SetNewest(batch.Newest);
        if (batch.Gap != EventGap.None) await SkipGap(batch, cancel);
        var count = 0;
        await foreach (var done in Handle(batch.Events, cancel))
        {
            while (count < batch.Events.Count && batch.Events[count].Sequence <= done) count++;
            await MoveTo(new EventCursor(done, batch.Events[count - 1].Time), cancel);
        }

        if (batch.Position.Sequence > position.Sequence) await MoveTo(batch.Position, cancel);
        ReportSuccess();
    }

    /// <summary>Whether the next batch arrives before the cursor has to be saved.</summary>
    private async Task<bool> ArrivesInTime(Task next, CancellationToken cancel)
    {
        try
        {
            await next.WaitAsync(settings.CursorInterval, time, cancel);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }

    private async Task SkipGap(EventBatch batch, CancellationToken cancel)
    {
        if (batch.Gap == EventGap.Replaced)
        {
            log.HistoryReplaced(Name, position.Sequence);
            await Fenced(cursors.ResetCursor(Claim, cancel), cancel);
            saved = default;
        }
        else
        {
            log.EventsExpired(Name, position.Sequence + 1, batch.Position.Sequence);
        }

        await OnEventsMissed(cancel);
        position = batch.Position;
        Status.SetPosition(position.Sequence);
    }

    private async Task MoveTo(EventCursor cursor, CancellationToken cancel)
    {
        position = cursor;
        Status.SetPosition(cursor.Sequence);
        Stepped();
        if (time.GetElapsedTime(savedAt) >= settings.CursorInterval) await KeepPosition(cancel);
        cancel.ThrowIfCancellationRequested();
    }

    private void Stepped() => Interlocked.Exchange(ref stepped, time.GetTimestamp());

    private void ReportSuccess()
    {
        Status.ClearFailure();
        Stepped();
        if (backoff.Failing) log.FollowerRecovered(Name, position.Sequence);
        backoff.Reset();
    }

    private async Task Pause(Exception error, CancellationToken cancel)
    {
        Status.SetFailure(error.Message, time.GetUtcNow());
        if (!backoff.Failing)
            log.FollowerFailed(
                IsExpected(error) ? null : error, Name, position.Sequence, error.Message, settings.BackoffMax);
        await backoff.Pause(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task KeepPosition(CancellationToken cancel)
    {
        savedAt = time.GetTimestamp();
        try
        {
            await SaveCursorNow(position, cancel);
            saved = position;
        }
        catch (Exception error)
        {
            // Continue even if the disk is full: without a saved cursor, a crash only repeats events.
            if (!held!.Lost.IsCancellationRequested) log.CursorNotSaved(Name, position.Sequence, error.Message);
        }
    }

    /// <summary>Gives up the claim when the store refuses a write because of it.</summary>
    private async Task Fenced(ValueTask<bool> write, CancellationToken cancel)
    {
        if (await write) return;
        await held!.Lose();
        cancel.ThrowIfCancellationRequested();
    }
}
