using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to label schemas and review queues: a document stored or removed.</summary>
public abstract record ReviewFact
{
    private ReviewFact()
    {
    }

    /// <summary>Stores the label schema.</summary>
    public sealed record PutSchema(LabelSchema Schema) : ReviewFact;

    /// <summary>Removes the label schema.</summary>
    public sealed record RemoveSchema(LabelSchemaId SchemaId) : ReviewFact;

    /// <summary>Stores the queue.</summary>
    public sealed record PutQueue(ReviewQueue Queue) : ReviewFact;

    /// <summary>Removes the queue.</summary>
    public sealed record RemoveQueue(ReviewQueueId QueueId) : ReviewFact;

    /// <summary>Stores the item of a queue.</summary>
    public sealed record PutItem(ReviewQueueItem Item) : ReviewFact;

    /// <summary>Removes the item of a queue.</summary>
    public sealed record RemoveItem(ReviewQueueId QueueId, TraceId TraceId) : ReviewFact;
}
