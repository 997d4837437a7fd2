using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a trace store whether the principal of the request may do it with their experiment.
/// What it may not see is reported as missing; what it may see but not do throws <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedTraceStore(ITraceStore store, ExperimentAccess access) : ITraceStore
{
    public async ValueTask<StoreOutcome<Trace>> StartTrace(Trace trace, CancellationToken cancel = default)
    {
        if (await HidesTraces(trace.ExperimentId, AccessAction.Update, cancel).ConfigureAwait(false))
            return ExperimentWrites.NotFound(trace.ExperimentId);
        if (trace.Assessments.Count > 0 && await access.Hides(
            trace.ExperimentId, AccessAction.Update, ResourceType.Assessment, cancel).ConfigureAwait(false))
            return ExperimentWrites.NotFound(trace.ExperimentId);
        return await HidesTrace(trace.TraceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(trace.TraceId)
            : await store.StartTrace(trace, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Trace>> EndTrace(
        TraceId traceId, TraceEnding ending, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.EndTrace(traceId, ending, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> LogSpans(
        ExperimentId experimentId, IReadOnlyList<Span> spans, CancellationToken cancel = default)
    {
        if (await HidesTraces(experimentId, AccessAction.Update, cancel).ConfigureAwait(false))
            return ExperimentWrites.NotFound(experimentId);
        foreach (var traceId in spans.Select(span => span.TraceId).Distinct())
            if (await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false))
                return new TraceMissing(traceId);
        return await store.LogSpans(experimentId, spans, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Trace>> GetTrace(TraceId traceId, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.GetTrace(traceId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<Trace>>> GetTraces(
        IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default)
    {
        var found = await store.GetTraces(traceIds, cancel).ConfigureAwait(false);
        return found.IsOk && await FindVisible(cancel).ConfigureAwait(false) is { } visible
            ? StoreOutcome<IReadOnlyList<Trace>>.Ok(
                [.. found.Value.Where(trace => visible.Contains(trace.ExperimentId))])
            : found;
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<Span>>> GetSpans(
        TraceId traceId, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.GetSpans(traceId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<Trace>>> SearchTraces(
        TraceQuery query, CancellationToken cancel = default) =>
        await store.SearchTraces(
            query with { VisibleIn = await FindVisible(cancel).ConfigureAwait(false) }, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<int>>> CountTraces(
        IReadOnlyList<ExperimentId> experimentIds, IReadOnlyList<Filter?> filters,
        CancellationToken cancel = default) =>
        await store.CountTraces(
            experimentIds.Limit(await FindVisible(cancel).ConfigureAwait(false)), filters, cancel)
            .ConfigureAwait(false);

    public async ValueTask<StoreOutcome<int>> DeleteTraces(
        ExperimentId experimentId, TraceDeletion deletion, CancellationToken cancel = default) =>
        await HidesTraces(experimentId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? 0
            : await store.DeleteTraces(experimentId, deletion, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> SetTraceTag(
        TraceId traceId, string key, string value, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.SetTraceTag(traceId, key, value, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteTraceTag(
        TraceId traceId, string key, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.DeleteTraceTag(traceId, key, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> LinkTracesToRun(
        RunId runId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default)
    {
        if (await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false))
            return RunWrites.NotFound(runId);
        List<TraceId> visible = [];
        foreach (var traceId in traceIds)
            if (!await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false)) visible.Add(traceId);
        return await store.LinkTracesToRun(runId, visible, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Done>> LinkPrompts(
        TraceId traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancel = default) =>
        await HidesTrace(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.LinkPrompts(traceId, prompts, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Assessment>> CreateAssessment(
        Assessment assessment, CancellationToken cancel = default) =>
        await HidesAssessments(assessment.TraceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(assessment.TraceId)
            : await store.CreateAssessment(assessment, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Assessment>> GetAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default) =>
        await HidesAssessments(traceId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.GetAssessment(traceId, assessmentId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Assessment>> UpdateAssessment(
        TraceId traceId, AssessmentId assessmentId, AssessmentChange change, CancellationToken cancel = default) =>
        await HidesAssessments(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.UpdateAssessment(traceId, assessmentId, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default) =>
        await HidesAssessments(traceId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new TraceMissing(traceId)
            : await store.DeleteAssessment(traceId, assessmentId, cancel).ConfigureAwait(false);

    private ValueTask<bool> HidesTrace(TraceId traceId, AccessAction action, CancellationToken cancel) =>
        access.Hides(traceId, action, ResourceType.Trace, cancel);

    private ValueTask<bool> HidesAssessments(TraceId traceId, AccessAction action, CancellationToken cancel) =>
        access.Hides(traceId, action, ResourceType.Assessment, cancel);

    private ValueTask<bool> HidesTraces(ExperimentId experimentId, AccessAction action, CancellationToken cancel) =>
        access.Hides(experimentId, action, ResourceType.Trace, cancel);

    private ValueTask<IReadOnlySet<ExperimentId>?> FindVisible(CancellationToken cancel) =>
        access.FindVisible(ResourceType.Trace, cancel);
}
