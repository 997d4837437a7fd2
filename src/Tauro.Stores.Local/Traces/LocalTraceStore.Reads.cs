using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    public ValueTask<StoreOutcome<Trace>> GetTrace(TraceId traceId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Trace>>(state =>
            Load(state, traceId)?.Complete() is { } trace ? trace : new TraceMissing(traceId));

    public async ValueTask<StoreOutcome<IReadOnlyList<Trace>>> GetTraces(
        IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default)
    {
        if (TraceRules.CheckIds(traceIds) is { } problem) return problem;
        return await engine.Read(state => StoreOutcome<IReadOnlyList<Trace>>.Ok(
        [
            .. traceIds.Distinct().Select(id => Load(state, id)).OfType<TraceAggregate>()
                .Select(loaded => loaded.Complete()),
        ])).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<IReadOnlyList<Span>>> GetSpans(TraceId traceId, CancellationToken cancel = default) =>
        engine.Read(state => Load(state, traceId) is { } loaded
            ? StoreOutcome<IReadOnlyList<Span>>.Ok(
            [
                .. loaded.Spans.OrderBy(span => span.StartTime).ThenBy(span => span.ParentSpanId is null ? 0 : 1)
                    .ThenBy(span => span.SpanId, StringComparer.Ordinal),
            ])
            : new TraceMissing(traceId));

    public ValueTask<StoreOutcome<Assessment>> GetAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Assessment>>(state => Load(state, traceId) is not { } loaded
            ? new TraceMissing(traceId)
            : loaded.Find(assessmentId) is { } found ? found : new AssessmentMissing(traceId, assessmentId));
}
