using System.Collections.Concurrent;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.ServiceDefaults.Tests.Health;

/// <summary>A store that keeps the events written to it, or refuses them.</summary>
internal sealed class RecordedEvents : IEventWriter
{
    private int attempts;

    public volatile bool Refuses;

    public string? LockTakenFrom { get; init; }

    public int Attempts => Volatile.Read(ref attempts);

    public ConcurrentQueue<LifecycleEvent> Stored { get; } = [];

    public ValueTask Write(LifecycleEvent lifecycleEvent, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref attempts);
        if (Refuses) throw new StorageFullException("The disk is full.");
        Stored.Enqueue(lifecycleEvent);
        return default;
    }
}
