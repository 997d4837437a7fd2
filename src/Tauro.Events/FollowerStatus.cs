namespace Tauro.Events;

/// <summary>The progress of a follower. The follower writes it, the health check and the metrics read it.</summary>
public sealed class FollowerStatus
{
    private readonly Lock gate = new();
    private long position;
    private long newest;
    private string? holder;
    private (string Reason, DateTimeOffset Since)? failure;

    /// <summary>The last event that the follower has handled.</summary>
    public long Position
    {
        get { lock (gate) return position; }
    }

    /// <summary>The newest event that the follower knows of.</summary>
    public long Newest
    {
        get { lock (gate) return newest; }
    }

    /// <summary>The number of events that the follower knows of and has not handled.</summary>
    public long Lag
    {
        get { lock (gate) return Math.Max(0, newest - position); }
    }

    /// <summary>The reason and start of the current failure; null while the follower works.</summary>
    public (string Reason, DateTimeOffset Since)? Failure
    {
        get { lock (gate) return failure; }
    }

    /// <summary>The current holder while this follower waits for the claim; null while it follows itself.</summary>
    public string? Holder
    {
        get { lock (gate) return holder; }
    }

    internal void Waits(string other)
    {
        lock (gate) (holder, failure) = (other, null);
    }

    internal void Follows()
    {
        lock (gate) holder = null;
    }

    internal void SetNewest(long sequence)
    {
        lock (gate) newest = sequence;
    }

    internal void SetPosition(long sequence)
    {
        lock (gate) position = sequence;
    }

    internal void ClearFailure()
    {
        lock (gate) failure = null;
    }

    internal void SetFailure(string reason, DateTimeOffset now)
    {
        lock (gate) (holder, failure) = (null, (reason, failure?.Since ?? now));
    }
}
