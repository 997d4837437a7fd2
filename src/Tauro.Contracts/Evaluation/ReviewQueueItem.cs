using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>A trace in a review queue. It leaves the queue when the trace is deleted.</summary>
public sealed record ReviewQueueItem
{
    public required ReviewQueueId QueueId { get; init; }

    public required TraceId TraceId { get; init; }

    public ReviewStatus Status { get; init; }

    /// <summary>The user who completed or declined the review; absent while it is pending.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>Unix milliseconds; absent while it is pending.</summary>
    public long? CompletedTime { get; init; }

    /// <summary>Unix milliseconds; when it was added.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }
}

/// <summary>The state of a review.</summary>
public enum ReviewStatus
{
    Pending,
    Complete,
    Declined,
}
