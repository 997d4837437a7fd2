using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Traces by experiment; assessments and spans by trace, under keys that begin with the trace's id.</summary>
internal sealed class TraceTables
{
    public GroupedTable<Trace> Traces { get; } = new(
        TableId.Traces, "traces/traces", trace => trace.TraceId, trace => trace.ExperimentId)
    {
        KeyMembers = ["trace_id"],
        Trail = TrackingTrail.Traces,
    };

    public AssessmentTable Assessments { get; } = new()
    {
        KeyMembers = ["trace_id", "assessment_id"],
        Trail = TrackingTrail.Assessments,
    };

    public SpanTable Spans { get; } = new() { KeyMembers = ["trace_id", "span_id"] };

    public IReadOnlyList<DocumentTable> All => [Traces, Assessments, Spans];

    public static string SpanKey(TraceId traceId, SpanId spanId) => $"{traceId}/{spanId}";

    public static string AssessmentKey(TraceId traceId, AssessmentId assessmentId) => $"{traceId}/{assessmentId}";
}
