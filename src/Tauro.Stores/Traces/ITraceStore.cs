using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Traces;

/// <summary>
/// Traces, their spans and assessments. Any number of processes may open one over a shared database. A task that
/// completes with a value means the change is durable. Expected refusals are in the outcome. Every member may throw
/// <see cref="StorageFullException"/> or <see cref="StorageUnavailableException"/>, and a write
/// <see cref="StorageBusyException"/>; then nothing was acknowledged. A read sees everything acknowledged before it
/// began, and nothing that is not durable.
/// </summary>
public interface ITraceStore
{
    /// <summary>
    /// Starts a trace, or completes one that its spans have already created: tags and metadata are added to existing
    /// ones, and given values replace those derived from spans.
    /// </summary>
    ValueTask<StoreOutcome<Trace>> StartTrace(Trace trace, CancellationToken cancel = default);

    /// <summary>Ends a trace and sets its duration; tags and metadata are added to existing ones.</summary>
    ValueTask<StoreOutcome<Trace>> EndTrace(TraceId traceId, TraceEnding ending, CancellationToken cancel = default);

    /// <summary>
    /// Stores spans of any traces, all or none; an existing span is replaced. A new trace is created in the experiment;
    /// an existing one stays in its own.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LogSpans(
        ExperimentId experimentId, IReadOnlyList<Span> spans, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Trace>> GetTrace(TraceId traceId, CancellationToken cancel = default);

    /// <summary>Gets the traces that exist, in the given order, each once.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<Trace>>> GetTraces(
        IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default);

    /// <summary>
    /// Gets the spans by start time; a parent precedes children that start at the same time. Empty when there are none.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<Span>>> GetSpans(TraceId traceId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Trace>>> SearchTraces(TraceQuery query, CancellationToken cancel = default);

    /// <summary>Counts the traces of the experiments that match each filter; null matches all.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<int>>> CountTraces(
        IReadOnlyList<ExperimentId> experimentIds, IReadOnlyList<Filter?> filters, CancellationToken cancel = default);

    /// <summary>
    /// Deletes traces with their spans and assessments, and returns how many. Unknown ids are ignored.
    /// </summary>
    ValueTask<StoreOutcome<int>> DeleteTraces(
        ExperimentId experimentId, TraceDeletion deletion, CancellationToken cancel = default);

    /// <summary>Sets a tag.</summary>
    ValueTask<StoreOutcome<Done>> SetTraceTag(
        TraceId traceId, string key, string value, CancellationToken cancel = default);

    /// <summary>Deletes a tag; NotFound when there is none.</summary>
    ValueTask<StoreOutcome<Done>> DeleteTraceTag(TraceId traceId, string key, CancellationToken cancel = default);

    /// <summary>Links traces to a run; repeating it changes nothing, and unknown ids are ignored.</summary>
    ValueTask<StoreOutcome<Done>> LinkTracesToRun(
        RunId runId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default);

    /// <summary>Links prompt versions to a trace; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> LinkPrompts(
        TraceId traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancel = default);

    /// <summary>
    /// Adds an assessment with a new id. An assessment that it overrides is no longer valid. Times of 0 become the
    /// current time.
    /// </summary>
    ValueTask<StoreOutcome<Assessment>> CreateAssessment(Assessment assessment, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Assessment>> GetAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default);

    /// <summary>Updates an assessment; feedback stays feedback, an expectation stays an expectation.</summary>
    ValueTask<StoreOutcome<Assessment>> UpdateAssessment(
        TraceId traceId, AssessmentId assessmentId, AssessmentChange change, CancellationToken cancel = default);

    /// <summary>Deletes an assessment; one that it overrode is valid again. Repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> DeleteAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default);
}
