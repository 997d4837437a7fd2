using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to traces: a document stored or removed.</summary>
public abstract record TraceFact
{
    private TraceFact()
    {
    }

    /// <summary>Stores the trace, without its assessments.</summary>
    public sealed record PutTrace(Trace Trace) : TraceFact;

    /// <summary>Removes the trace.</summary>
    public sealed record RemoveTrace(TraceId TraceId) : TraceFact;

    /// <summary>Stores the span.</summary>
    public sealed record PutSpan(Span Span) : TraceFact;

    /// <summary>Removes the span.</summary>
    public sealed record RemoveSpan(TraceId TraceId, SpanId SpanId) : TraceFact;

    /// <summary>Stores the assessment.</summary>
    public sealed record PutAssessment(Assessment Assessment) : TraceFact;

    /// <summary>Removes the assessment.</summary>
    public sealed record RemoveAssessment(TraceId TraceId, AssessmentId AssessmentId) : TraceFact;

    /// <summary>Removes the trace from a review queue.</summary>
    public sealed record RemoveReview(ReviewQueueId QueueId, TraceId TraceId) : TraceFact;
}
