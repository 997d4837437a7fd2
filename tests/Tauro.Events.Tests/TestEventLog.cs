using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;

namespace Tauro.Events.Tests;

/// <summary>An in-memory event log that outlives the services that follow it, as a data folder would.</summary>
public sealed class TestEventLog(string service) : IEventLog
{
    private static int days;

    // Every history has different times, so that a follower can distinguish them.
    private readonly DateTimeOffset start =
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Interlocked.Increment(ref days));

    private readonly Lock gate = new();
    private readonly List<EventRecord> events = [];
    private readonly Dictionary<string, EventCursor> cursors = [];
    private readonly Dictionary<string, FollowerClaim> claims = [];
    private TaskCompletionSource appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long expiredTo;

    public int CursorWrites { get; private set; }

    /// <summary>Whether claims can be neither taken nor renewed.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether events cannot be read.</summary>
    public bool RefusesReads { get; set; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public long GetCursorPosition(string follower)
    {
        lock (gate) return cursors.GetValueOrDefault(follower).Sequence;
    }

    public void Append(LifecycleEvent lifecycleEvent, string? traceparent = null) =>
        Append(EventCatalog.NameOf(lifecycleEvent), lifecycleEvent, traceparent);

    /// <summary>Appends an event of any type, even one that this version does not know.</summary>
    public void Append(string type, LifecycleEvent lifecycleEvent, string? traceparent = null) =>
        Append(type, lifecycleEvent.Subject, EventCatalog.DataOf(lifecycleEvent), traceparent);

    /// <summary>Appends an event with any data, even data that cannot be read.</summary>
    public void Append(string type, string subject, JsonElement data, string? traceparent = null)
    {
        lock (gate)
        {
            var sequence = events.Count + 1;
            events.Add(new EventRecord(sequence, $"{service}/{sequence}", type, $"/tauro/{service}", subject,
                start.AddSeconds(sequence), data, traceparent));
            appended.SetResult();
            appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Expires all events up to and including a sequence number.</summary>
    public void Expire(long to)
    {
        lock (gate) expiredTo = to;
    }

    public ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(
        long after, int countMax, CancellationToken cancel = default)
    {
        if (RefusesReads) throw new StorageUnavailableException("The history is unavailable.");
        lock (gate)
        {
            if (after < expiredTo)
                return new(StoreProblem.Invalid(ProblemCodes.EventsExpired, $"The oldest event is {expiredTo + 1}"));
            IReadOnlyList<EventRecord> page = [.. events.Skip((int)Math.Min(after, events.Count)).Take(countMax)];
            return new(Ok(page));
        }
    }

    public ValueTask<long> LastSequence(CancellationToken cancel = default)
    {
        lock (gate) return new(events.Count);
    }

    public ValueTask<long> Oldest(CancellationToken cancel = default)
    {
        lock (gate) return new(expiredTo + 1);
    }

    public async ValueTask WaitForNewer(long after, CancellationToken cancel = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (events.Count > after) return;
                next = appended.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    public ValueTask<EventCursor> GetCursor(string follower, CancellationToken cancel = default)
    {
        lock (gate) return new(cursors.GetValueOrDefault(follower));
    }

    public ValueTask<bool> ResetCursor(FollowerClaim claim, CancellationToken cancel = default)
    {
        lock (gate)
        {
            if (!IsCurrent(claim)) return new(false);
            cursors.Remove(claim.Follower);
            return new(true);
        }
    }

    public ValueTask<bool> SetCursor(FollowerClaim claim, EventCursor cursor, CancellationToken cancel = default)
    {
        lock (gate)
        {
            if (!IsCurrent(claim)) return new(false);
            cursors[claim.Follower] = cursor;
            CursorWrites++;
            return new(true);
        }
    }

    public ValueTask<FollowerClaim> Claim(
        string follower, string holder, TimeSpan duration, CancellationToken cancel = default)
    {
        ThrowIfAway();
        lock (gate)
        {
            var last = claims.GetValueOrDefault(follower);
            return new(claims[follower] = ClaimWrites.Take(last, follower, holder, duration, Now));
        }
    }

    /// <summary>Gives the claim to another holder, as if the first had not renewed it in time.</summary>
    public FollowerClaim TakeOver(string follower, string holder)
    {
        lock (gate)
        {
            var expired = claims.GetValueOrDefault(follower) is { } last ? last with { Expires = Now } : null;
            return claims[follower] = ClaimWrites.Take(expired, follower, holder, TimeSpan.FromHours(1), Now);
        }
    }

    public ValueTask<bool> Renew(FollowerClaim claim, TimeSpan duration, CancellationToken cancel = default)
    {
        ThrowIfAway();
        lock (gate) return new(Replace(ClaimWrites.Renew(claims[claim.Follower], claim, duration, Now)));
    }

    public ValueTask Release(FollowerClaim claim, CancellationToken cancel = default)
    {
        lock (gate) Replace(ClaimWrites.Release(claims[claim.Follower], claim));
        return default;
    }

    private bool IsCurrent(FollowerClaim claim) =>
        ClaimWrites.IsCurrent(claims.GetValueOrDefault(claim.Follower), claim);

    private bool Replace(FollowerClaim? next)
    {
        if (next is not null) claims[next.Follower] = next;
        return next is not null;
    }

    private void ThrowIfAway()
    {
        if (IsAway) throw new StorageUnavailableException("The store is unavailable.");
    }

    // There is no implicit conversion from an interface.
    private static StoreOutcome<IReadOnlyList<EventRecord>> Ok(IReadOnlyList<EventRecord> page) =>
        default(StoreOutcome<Done>).Select(_ => page);
}
