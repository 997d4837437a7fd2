using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Traces;

/// <summary>
/// Traces, their spans and assessments. Any number of processes may hold one over a shared database. A task that
/// completes with a value means the change is durable. Expected refusals are in the outcome. Every member may throw
/// <see cref="StorageFullException"/> or <see cref="StorageUnavailableException"/>, or
/// <see cref="StorageBusyException"/> where it writes; then nothing was acknowledged. Reads see all that was
/// acknowledged before they began, and nothing that is not durable.
/// </summary>
public interface ITraceStore
{
    /// <summary>
    /// Makes a trace, or completes one that its spans have made before: tags and metadata are added to those there are,
    /// what is given takes the place of what was found out from spans.
    /// </summary>
    ValueTask<StoreOutcome<Trace>> StartTrace(Trace trace, CancellationToken cancel = default);

    /// <summary>Ends a trace: its duration reaches to then; tags and metadata are added to those there are.</summary>
    ValueTask<StoreOutcome<Trace>> EndTrace(string traceId, TraceEnding ending, CancellationToken cancel = default);

    /// <summary>
    /// Keeps spans of any traces, all or none; a span that is there already is replaced. A trace that is not there is
    /// made
    /// in the experiment; one that is stays in its own.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LogSpans(
        string experimentId, IReadOnlyList<Span> spans, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Trace>> GetTrace(string traceId, CancellationToken cancel = default);

    /// <summary>Those that there are, in the order asked for, each once.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<Trace>>> GetTraces(
        IReadOnlyList<string> traceIds, CancellationToken cancel = default);

    /// <summary>By start, parents before children that start with them; empty when there are none.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<Span>>> GetSpans(string traceId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Trace>>> SearchTraces(TraceQuery query, CancellationToken cancel = default);

    /// <summary>How many traces of the experiments each filter takes; a null one takes all.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<int>>> CountTraces(
        IReadOnlyList<string> experimentIds, IReadOnlyList<Filter?> filters, CancellationToken cancel = default);

    /// <summary>
    /// Deletes with spans and assessments; the value is how many traces. Ids of no trace count nothing.
    /// </summary>
    ValueTask<StoreOutcome<int>> DeleteTraces(
        string experimentId, TraceDeletion deletion, CancellationToken cancel = default);

    /// <summary>Sets a tag.</summary>
    ValueTask<StoreOutcome<Done>> SetTraceTag(
        string traceId, string key, string value, CancellationToken cancel = default);

    /// <summary>NotFound where there is no such tag.</summary>
    ValueTask<StoreOutcome<Done>> DeleteTraceTag(string traceId, string key, CancellationToken cancel = default);

    /// <summary>Links traces to a run; again changes nothing, and ids of no trace are passed over.</summary>
    ValueTask<StoreOutcome<Done>> LinkTracesToRun(
        string runId, IReadOnlyList<string> traceIds, CancellationToken cancel = default);

    /// <summary>Notes prompt versions with a trace; again changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> LinkPrompts(
        string traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancel = default);

    /// <summary>
    /// Adds an assessment under an id of its own. One that it overrides is no longer valid from then on. Times that
    /// are 0
    /// become those of now.
    /// </summary>
    ValueTask<StoreOutcome<Assessment>> CreateAssessment(Assessment assessment, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Assessment>> GetAssessment(
        string traceId, string assessmentId, CancellationToken cancel = default);

    /// <summary>Feedback stays feedback, and an expectation an expectation.</summary>
    ValueTask<StoreOutcome<Assessment>> UpdateAssessment(
        string traceId, string assessmentId, AssessmentChange change, CancellationToken cancel = default);

    /// <summary>What it did override is valid again. A second time changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> DeleteAssessment(
        string traceId, string assessmentId, CancellationToken cancel = default);
}
