using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to traces: a document put in place or removed.</summary>
public abstract record TraceFact
{
    private TraceFact()
    {
    }

    /// <summary>The trace as it is now, without its assessments.</summary>
    public sealed record PutTrace(Trace Trace) : TraceFact;

    /// <summary>The trace is gone.</summary>
    public sealed record RemoveTrace(string TraceId) : TraceFact;

    /// <summary>The span as it is now.</summary>
    public sealed record PutSpan(Span Span) : TraceFact;

    /// <summary>The span is gone.</summary>
    public sealed record RemoveSpan(string TraceId, string SpanId) : TraceFact;

    /// <summary>The assessment as it is now.</summary>
    public sealed record PutAssessment(Assessment Assessment) : TraceFact;

    /// <summary>The assessment is gone.</summary>
    public sealed record RemoveAssessment(string TraceId, string AssessmentId) : TraceFact;
}
