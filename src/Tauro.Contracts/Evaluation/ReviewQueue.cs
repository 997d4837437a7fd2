using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>
/// Traces of an experiment that people review, and the questions they answer. The traces are stored separately, as
/// <see cref="ReviewQueueItem"/>.
/// </summary>
public sealed record ReviewQueue
{
    /// <summary><c>rq-</c> and 32 hexadecimal digits.</summary>
    public required ReviewQueueId QueueId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>Unique within the experiment, in any letter case. The name of a user's queue is the user.</summary>
    public required string Name { get; init; }

    public ReviewQueueType QueueType { get; init; }

    public string? CreatedBy { get; init; }

    /// <summary>In lower case and sorted; any of them may review an item.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>The questions, sorted; none for a user's queue, which asks all of the experiment's.</summary>
    public IReadOnlyList<LabelSchemaId> SchemaIds { get; init; } = [];

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }
}

/// <summary>The kind of a queue: of one user, or with chosen users and questions.</summary>
public enum ReviewQueueType
{
    User,
    Custom,
}
