using MassTransit;
using Tauro.Contracts.Events;

namespace Tauro.Events.Tests;

/// <summary>Records what the consumers of a test receive, and makes them fail.</summary>
public sealed class Inbox
{
    private readonly Lock gate = new();
    private readonly List<Delivery> handled = [];
    private readonly List<Delivery> attempts = [];

    /// <summary>Runs before a delivery counts as handled; may throw, or wait.</summary>
    public Func<Delivery, int, CancellationToken, Task>? Before { get; set; }

    public IReadOnlyList<Delivery> Handled
    {
        get { lock (gate) return [.. handled]; }
    }

    public IReadOnlyList<Delivery> Attempts
    {
        get { lock (gate) return [.. attempts]; }
    }

    /// <summary>The sequence numbers in the order in which each first arrived.</summary>
    public IEnumerable<long> Sequences => Handled.Select(delivery => delivery.Sequence).Distinct();

    public async Task Handle<T>(ConsumeContext<T> context)
        where T : LifecycleEvent
    {
        var headers = context.Headers.GetAll().ToDictionary(pair => pair.Key, pair => pair.Value?.ToString());
        var delivery = new Delivery(
            CloudEventHeaders.GetSequence(context), context.MessageId, context.Message, headers);
        int attempt;
        lock (gate)
        {
            attempts.Add(delivery);
            attempt = attempts.Count(item => item.Sequence == delivery.Sequence);
        }

        if (Before is { } before) await before(delivery, attempt, context.CancellationToken);
        lock (gate) handled.Add(delivery);
    }

    public sealed record Delivery(
        long Sequence, Guid? MessageId, LifecycleEvent Event, IReadOnlyDictionary<string, string?> Headers);
}
