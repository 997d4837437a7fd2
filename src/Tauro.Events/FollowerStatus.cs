namespace Tauro.Events;

/// <summary>How a follower is doing: written by the follower, read by the health check and the metrics.</summary>
public sealed class FollowerStatus
{
    private readonly Lock gate = new();
    private long position;
    private long newest;
    private (string Reason, DateTimeOffset Since)? failure;

    /// <summary>The last event that it has handled.</summary>
    public long Position
    {
        get { lock (gate) return position; }
    }

    /// <summary>The newest event that it knows of.</summary>
    public long Newest
    {
        get { lock (gate) return newest; }
    }

    /// <summary>Events that it knows of and has not handled.</summary>
    public long Lag
    {
        get { lock (gate) return Math.Max(0, newest - position); }
    }

    /// <summary>Why it does not get on, and since when; null while all is well.</summary>
    public (string Reason, DateTimeOffset Since)? Failure
    {
        get { lock (gate) return failure; }
    }

    internal void Saw(long sequence)
    {
        lock (gate) newest = sequence;
    }

    internal void Reached(long sequence)
    {
        lock (gate) position = sequence;
    }

    internal void Works()
    {
        lock (gate) failure = null;
    }

    internal void Failed(string reason, DateTimeOffset now)
    {
        lock (gate) failure = (reason, failure?.Since ?? now);
    }
}
