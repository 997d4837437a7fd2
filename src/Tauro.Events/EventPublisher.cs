using System.Runtime.CompilerServices;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>
/// Publishes to RabbitMQ. Several events are in flight at a time, but never two with the same subject, and the first
/// one alone. The events of one subject therefore stay in order even if a publish fails, and all events stay in order
/// unless one fails.
/// </summary>
internal sealed class EventPublisher(
    IBus bus, IBusControl control, BusMetrics metrics, IOptions<BusOptions> options, TimeProvider time,
    ILogger<EventPublisher> log)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly PublishPace pace = new(options.Value.EventsPerSecondMax, time);

    /// <summary>
    /// Whether the broker has confirmed an event since the last failure. Several publishes that wait for a connection
    /// would be sent in any order.
    /// </summary>
    private bool isConfirmed;

    /// <summary>Why the last event could not be published; null if it was, or if none has been tried.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// Publishes in order and returns each sequence number up to which the broker has confirmed. If the enumeration
    /// throws, events after the last returned number may or may not have been published.
    /// </summary>
    public async IAsyncEnumerable<long> Publish(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var start = 0; start < events.Count;)
        {
            if (!isConfirmed) await WaitForBroker(cancel);
            var length = isConfirmed ? PublishWindow.LengthAt(events, start, options.Value.WindowEventsMax) : 1;
            var window = events.Skip(start).Take(length).ToList();
            var began = time.GetTimestamp();
            var confirmed = await PublishTogether(window, cancel);
            var took = time.GetElapsedTime(began);
            var count = confirmed.TakeWhile(task => task.IsCompletedSuccessfully).Count();
            isConfirmed = count == length;
            var failed = isConfirmed ? null : confirmed.FirstOrDefault(task => task.IsFaulted) ?? confirmed[count];
            Failure = failed is null
                ? null
                : failed.Exception?.GetBaseException().Message ?? "Publishing was cancelled.";
            foreach (var record in window.Take(count)) metrics.Published(record.Type);
            if (count > 0) yield return window[count - 1].Sequence;
            if (failed is not null)
            {
                metrics.PublishFailed();
                // The publish that failed has the cause; the others were only cancelled.
                await failed;
            }

            start += length;
            await pace.Next(length, took, events.Count >= options.Value.BatchEventsMax, cancel);
        }
    }

    /// <summary>Waits until the broker is available, for at most the publish timeout.</summary>
    private async Task WaitForBroker(CancellationToken cancel)
    {
        // A bus that has just been started may still be connecting, which is not a failure yet.
        var since = time.GetTimestamp();
        while (control.CheckHealth() is { Status: not BusHealthStatus.Healthy } health)
        {
            if (time.GetElapsedTime(since) > options.Value.PublishTimeout)
                throw new IOException(health.Exception?.GetBaseException().Message ?? health.Description);
            await Task.Delay(PollInterval, time, cancel);
        }
    }

    private async Task<Task[]> PublishTogether(IReadOnlyList<EventRecord> window, CancellationToken cancel)
    {
        // Publish waits while the broker is unavailable, so it needs a timeout.
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        Task[] tasks = [.. window.Select(record => PublishOne(record, timeout.Token, linked))];
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return tasks;
    }

    private async Task PublishOne(EventRecord record, CancellationToken timeout, CancellationTokenSource window)
    {
        if (EventReading.Read(record, log) is not { } lifecycleEvent) return;
        using var activity = BusTracing.StartPublish(record);
        try
        {
            // What waits on a channel that no longer exists does not end when it is cancelled.
            await bus.Publish(
                lifecycleEvent, lifecycleEvent.GetType(), Pipe.Execute<PublishContext>(Describe), window.Token)
                .WaitAsync(window.Token);
        }
        catch (Exception error)
        {
            // The events after it are published again anyway, so they need not wait for the timeout.
            await window.CancelAsync();
            if (error is OperationCanceledException && timeout.IsCancellationRequested)
                throw new TimeoutException($"The broker did not confirm within {options.Value.PublishTimeout}");
            throw;
        }

        void Describe(PublishContext context)
        {
            context.MessageId = EventMessageId.Create(record);
            foreach (var (name, value) in CloudEventHeaders.GetHeaders(record)) context.Headers.Set(name, value);
        }
    }
}
