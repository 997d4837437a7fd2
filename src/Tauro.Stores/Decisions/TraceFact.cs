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
    public sealed record RemoveTrace(string TraceId) : TraceFact;

    /// <summary>Stores the span.</summary>
    public sealed record PutSpan(Span Span) : TraceFact;

    /// <summary>Removes the span.</summary>
    public sealed record RemoveSpan(string TraceId, string SpanId) : TraceFact;

    /// <summary>Stores the assessment.</summary>
    public sealed record PutAssessment(Assessment Assessment) : TraceFact;

    /// <summary>Removes the assessment.</summary>
    public sealed record RemoveAssessment(string TraceId, string AssessmentId) : TraceFact;
}
