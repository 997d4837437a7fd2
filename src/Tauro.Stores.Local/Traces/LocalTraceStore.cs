using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Local.Traces;

/// <summary>Traces of a local store. Each write is decided on the writing thread.</summary>
internal sealed partial class LocalTraceStore(LocalEngine<TrackingState> engine, Entropy entropy) : ITraceStore
{
    public ValueTask<StoreOutcome<Trace>> StartTrace(Trace trace, CancellationToken cancel = default)
    {
        if (TraceRules.Check(trace) is { } problem) return new(problem);
        var assessments = trace.Assessments
            .Select(one => one with { TraceId = trace.TraceId, AssessmentId = NewAssessmentId(one) }).ToList();
        return engine.Commit<Trace>((state, change) =>
        {
            if (Active(state, trace.ExperimentId, out var experiment) is { } refused) return refused;
            var before = state.Traces.Find(trace.TraceId);
            var tags = TextMap.Apply(
                before?.Tags ?? WithLocation(experiment, trace.TraceId), new Dictionary<string, string?>(trace.Tags!));
            if (tags.Problem is { } tooManyTags) return tooManyTags;
            var metadata = TextMap.Apply(
                before?.Metadata ?? trace.Metadata, new Dictionary<string, string?>(trace.Metadata!));
            if (metadata.Problem is { } tooMuchMetadata) return tooMuchMetadata;
            var after = trace with
            {
                ExperimentId = before?.ExperimentId ?? trace.ExperimentId,
                ClientRequestId = trace.ClientRequestId ?? before?.ClientRequestId,
                RequestPreview = trace.RequestPreview ?? before?.RequestPreview,
                ResponsePreview = trace.ResponsePreview ?? before?.ResponsePreview,
                Tags = tags.Value,
                Metadata = metadata.Value,
                RunIds = before?.RunIds ?? [],
                Assessments = [],
            };
            if (state.Assessments.CountOf(trace.TraceId) + assessments.Count > Limits.AssessmentsMax)
                return TooManyAssessments();
            change.Put(state.Traces, after);
            foreach (var one in assessments) change.Put(state.Assessments, Timed(one, change.Now));
            return after with { Assessments = Sorted(state.Assessments.Of(trace.TraceId).Concat(assessments)) };
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Trace>> GetTrace(string traceId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Traces.Find(traceId) is { } trace ? Whole(state, trace) : null;
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? NoTrace(traceId) : found;
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<Trace>>> GetTraces(
        IReadOnlyList<string> traceIds, CancellationToken cancel = default)
    {
        if (traceIds.Count > Limits.TraceIdsMax) return TooManyIds(traceIds.Count);
        var state = engine.State;
        var found = traceIds.Distinct().Select(state.Traces.Find).OfType<Trace>()
            .Select(trace => Whole(state, trace)).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<Trace>>.Ok(found);
    }

    private static Trace Whole(TrackingState state, Trace trace) =>
        trace with { Assessments = Sorted(state.Assessments.Of(trace.TraceId)) };

    private static IReadOnlyDictionary<string, string> WithLocation(Experiment experiment, string traceId) =>
        new Dictionary<string, string>
        {
            [TraceKeys.ArtifactLocation] = $"{experiment.ArtifactLocation}/traces/{traceId}/artifacts",
        };

    private static StoreProblem? Active(TrackingState state, string experimentId, out Experiment experiment)
    {
        experiment = state.Experiments.Find(experimentId)!;
        if (experiment is null)
            return StoreProblem.NotFound(
                ProblemCodes.ExperimentNotFound, $"No Experiment with id={TextRules.Shown(experimentId)} exists");
        return experiment.LifecycleStage == LifecycleStage.Active
            ? null
            : StoreProblem.Conflict(
                ProblemCodes.ExperimentDeleted,
                $"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");
    }

    private static StoreProblem NoTrace(string traceId) => StoreProblem.NotFound(
        ProblemCodes.TraceNotFound, $"Trace with ID '{TextRules.Shown(traceId)}' not found.");

    private static StoreProblem TooManyIds(int count) => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded, $"{count} trace ids were given; the limit is {Limits.TraceIdsMax}.");
}
