namespace Tauro.Events;

/// <summary>How the relay is doing: written by the relay, read by the health check and the metrics.</summary>
public sealed class RelayStatus(string service, BusCarrier carrier)
{
    private readonly Lock gate = new();
    private long published;
    private long newest;
    private string? reason;
    private DateTimeOffset? since;

    /// <summary>The service whose events they are: <c>tracking</c> or <c>registry</c>.</summary>
    public string Service { get; } = service;

    public BusCarrier Carrier { get; } = carrier;

    /// <summary>The sequence of the last event the carrier has confirmed.</summary>
    public long Published
    {
        get { lock (gate) return published; }
    }

    /// <summary>Events that are in the history and not yet published.</summary>
    public long LagEvents
    {
        get { lock (gate) return Math.Max(0, newest - published); }
    }

    /// <summary>Why nothing is published, and since when; null while all is well.</summary>
    public (string Reason, DateTimeOffset Since)? Failure
    {
        get { lock (gate) return reason is null ? null : (reason, since!.Value); }
    }

    internal void SawNewest(long sequence)
    {
        lock (gate) newest = sequence;
    }

    internal void ReachedCarrier(long position)
    {
        lock (gate)
        {
            published = position;
            newest = Math.Max(newest, position);
            reason = null;
            since = null;
        }
    }

    internal void Failed(string why, DateTimeOffset now)
    {
        lock (gate)
        {
            reason = why;
            since ??= now;
        }
    }
}
