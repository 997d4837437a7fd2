using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Local.Traces;

/// <summary>Traces of a local store: writes are decided one after another, reads come from memory.</summary>
internal sealed partial class LocalTraceStore(LocalEngine<TrackingState> engine, Entropy entropy) : ITraceStore
{
    private readonly FactCommits<TrackingState, TraceFact> facts = new(engine, Write);

    public ValueTask<StoreOutcome<Trace>> StartTrace(Trace trace, CancellationToken cancel = default)
    {
        var newIds = trace.Assessments.Select(_ => NewAssessmentId()).ToList();
        return facts.Commit((state, now) => TraceWrites.Start(
            state.Experiments.Find(trace.ExperimentId), Load(state, trace.TraceId), trace, newIds, now), cancel);
    }

    public ValueTask<StoreOutcome<Trace>> EndTrace(
        TraceId traceId, TraceEnding ending, CancellationToken cancel = default) =>
        facts.Commit((state, _) => TraceWrites.End(Load(state, traceId), traceId, ending), cancel);

    public async ValueTask<StoreOutcome<Done>> LogSpans(
        ExperimentId experimentId, IReadOnlyList<Span> spans, CancellationToken cancel = default)
    {
        var batch = SpanBatch.From(spans, PackedSpanContent.Pack);
        if (!batch.IsOk) return batch.Problem;
        return await facts.Commit((state, _) => SpanWrites.Log(
            state.Experiments.Find(experimentId), experimentId, batch.Value,
            traceId => state.Traces.Find(traceId) is { } trace
                ? new OpenTrace(trace, state.Spans.Tree(traceId))
                : null), cancel).ConfigureAwait(false);
    }

    /// <summary>Deletes in commits of bounded size, each with complete traces: a crash leaves no partial one.</summary>
    public async ValueTask<StoreOutcome<int>> DeleteTraces(
        ExperimentId experimentId, TraceDeletion deletion, CancellationToken cancel = default)
    {
        if (TraceRules.CheckIds(deletion.TraceIds ?? []) is { } problem) return problem;
        var deleted = 0;
        var remaining = deletion.TracesMax ?? int.MaxValue;
        for (var more = remaining > 0; more;)
        {
            var max = remaining;
            var outcome = await facts.Commit<(int Traces, bool More)>(
                (state, _) => state.Holds.Find($"experiments/{experimentId}") is { } hold
                    ? new OnHold(hold)
                    : TraceDeletions.Remove(
                        TraceDeletions.Select(state.Traces.In(experimentId), deletion)
                            .Select(trace => Load(state, trace.TraceId)).OfType<TraceAggregate>(),
                        max),
                cancel).ConfigureAwait(false);
            if (!outcome.IsOk) return outcome.Problem;
            deleted += outcome.Value.Traces;
            remaining -= outcome.Value.Traces;
            more = outcome.Value.More;
        }

        return deleted;
    }

    public ValueTask<StoreOutcome<Done>> SetTraceTag(
        TraceId traceId, string key, string value, CancellationToken cancel = default) =>
        facts.Commit((state, _) => TraceWrites.SetTag(state.Traces.Find(traceId), traceId, key, value), cancel);

    public ValueTask<StoreOutcome<Done>> DeleteTraceTag(
        TraceId traceId, string key, CancellationToken cancel = default) =>
        facts.Commit((state, _) => TraceWrites.DeleteTag(state.Traces.Find(traceId), traceId, key), cancel);

    public ValueTask<StoreOutcome<Done>> LinkTracesToRun(
        RunId runId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default) =>
        facts.Commit((state, _) => TraceWrites.LinkToRun(
            runId, state.Runs.Find(runId) is not null, traceIds,
            traceIds.Distinct().Select(id => state.Traces.Find(id)).OfType<Trace>()), cancel);

    public ValueTask<StoreOutcome<Done>> LinkPrompts(
        TraceId traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancel = default) =>
        facts.Commit((state, _) => TraceWrites.LinkPrompts(state.Traces.Find(traceId), traceId, prompts), cancel);

    public ValueTask<StoreOutcome<Assessment>> CreateAssessment(
        Assessment assessment, CancellationToken cancel = default)
    {
        var newId = NewAssessmentId();
        return facts.Commit((state, now) => AssessmentWrites.Create(
            Load(state, assessment.TraceId), assessment, newId, now), cancel);
    }

    public ValueTask<StoreOutcome<Assessment>> UpdateAssessment(
        TraceId traceId, AssessmentId assessmentId, AssessmentChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => AssessmentWrites.Update(
            Load(state, traceId), traceId, assessmentId, change, now), cancel);

    public ValueTask<StoreOutcome<Done>> DeleteAssessment(
        TraceId traceId, AssessmentId assessmentId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => AssessmentWrites.Delete(Load(state, traceId), traceId, assessmentId, now), cancel);

    private AssessmentId NewAssessmentId() => new($"a-{entropy.NextId()}");

    private static TraceAggregate? Load(TrackingState state, TraceId traceId) =>
        state.Traces.Find(traceId) is { } trace
            ? new TraceAggregate(
                trace, state.Assessments.In(traceId), state.Spans.In(traceId), state.ReviewItems.With(traceId))
            : null;

    private static void Write(TrackingState state, Change change, TraceFact fact)
    {
        switch (fact)
        {
            case TraceFact.PutTrace put: change.Put(state.Traces, Compact(put.Trace)); break;
            case TraceFact.RemoveTrace remove: change.Remove(state.Traces, remove.TraceId); break;
            case TraceFact.PutSpan put: change.Put(state.Spans, put.Span); break;
            case TraceFact.RemoveSpan remove:
                change.Remove(state.Spans, TraceTables.SpanKey(remove.TraceId, remove.SpanId));
                break;
            case TraceFact.PutAssessment put: change.Put(state.Assessments, Compact(put.Assessment)); break;
            case TraceFact.RemoveAssessment remove:
                change.Remove(state.Assessments, TraceTables.AssessmentKey(remove.TraceId, remove.AssessmentId));
                break;
            case TraceFact.RemoveReview remove:
                change.Remove(state.ReviewItems, ReviewTables.ItemKey(remove.QueueId, remove.TraceId));
                break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    /// <summary>Converts a document to its compact form in memory.</summary>
    private static Trace Compact(Trace trace) => trace with
    {
        Tags = StringMap.From(trace.Tags), Metadata = StringMap.From(trace.Metadata),
    };

    /// <inheritdoc cref="Compact(Trace)"/>
    private static Assessment Compact(Assessment assessment) =>
        assessment with { Metadata = StringMap.From(assessment.Metadata) };
}
