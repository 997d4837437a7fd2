using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes of spans, which create or update their traces.</summary>
public static class SpanWrites
{
    /// <param name="experiment">The experiment of new traces; null when there is none.</param>
    /// <param name="experimentId">Its id.</param>
    /// <param name="batch">The spans.</param>
    /// <param name="load">Loads a trace of the batch; null when it is new.</param>
    public static StoreOutcome<Decision<TraceFact, Done>> Log(
        Experiment? experiment, ExperimentId experimentId, SpanBatch batch, Func<TraceId, OpenTrace?> load)
    {
        if (ExperimentWrites.RequireActive(experiment, experimentId) is { } problem) return problem;
        List<TraceFact> facts = [];
        foreach (var (traceId, spans) in batch.ByTrace)
        {
            var loaded = load(traceId);
            var tree = new SpanTree(loaded?.Spans);
            foreach (var span in spans.Values) tree.Put(span);
            if (tree.Count > Limits.TraceSpansMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The trace '{traceId}' would have {tree.Count} spans; the limit is {Limits.TraceSpansMax}.");
            var before = loaded ?? new OpenTrace(
                new Trace
                {
                    TraceId = traceId,
                    ExperimentId = experimentId,
                    Tags = TraceWrites.NewTags(experiment!, traceId),
                },
                new SpanTree());
            facts.Add(new TraceFact.PutTrace(
                SpanRollup.Complete(before, spans.Values, tree, isNew: loaded is null)));
            facts.AddRange(spans.Values.Select(span => new TraceFact.PutSpan(span)));
        }

        return new Decision<TraceFact, Done>(facts, [], default);
    }
}
