using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    public ValueTask<StoreOutcome<Done>> LogSpans(
        string experimentId, IReadOnlyList<Span> spans, CancellationToken cancel = default)
    {
        if (TraceRules.Check(spans) is { } problem) return new(problem);
        var byTrace = spans.GroupBy(span => span.TraceId)
            .Select(group => (TraceId: group.Key, Spans: Newest(group))).ToList();
        return engine.Commit<Done>((state, change) =>
        {
            if (Active(state, experimentId, out var experiment) is { } refused) return refused;
            foreach (var (traceId, own) in byTrace)
            {
                if (Log(state, change, experiment, traceId, own) is { } tooMany) return tooMany;
            }

            return default(Done);
        }, cancel);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<Span>>> GetSpans(
        string traceId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var exists = state.Traces.Find(traceId) is not null;
        var spans = state.Spans.Of(traceId).OrderBy(span => span.StartTime)
            .ThenBy(span => span.ParentSpanId is null ? 0 : 1)
            .ThenBy(span => span.SpanId, StringComparer.Ordinal).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return exists ? StoreOutcome<IReadOnlyList<Span>>.Ok(spans) : NoTrace(traceId);
    }

    private static StoreProblem? Log(
        TrackingState state, Change change, Experiment experiment, string traceId, Dictionary<string, Span> spans)
    {
        var all = state.Spans.Of(traceId).Where(span => !spans.ContainsKey(span.SpanId)).Concat(spans.Values).ToList();
        if (all.Count > Limits.TraceSpansMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The trace '{traceId}' would have {all.Count} spans; the limit is {Limits.TraceSpansMax}.");
        var before = state.Traces.Find(traceId);
        var root = spans.Values.FirstOrDefault(span => span.ParentSpanId is null);
        var blank = new Trace
        {
            TraceId = traceId, ExperimentId = experiment.ExperimentId, Tags = WithLocation(experiment, traceId),
        };
        change.Put(state.Traces, SpanSums.Complete(before ?? blank, all, root, isNew: before is null));
        foreach (var span in spans.Values) change.Put(state.Spans, span);
        return null;
    }

    // A span may come twice in one request: when it starts and when it ends.
    private static Dictionary<string, Span> Newest(IEnumerable<Span> spans)
    {
        var newest = new Dictionary<string, Span>(StringComparer.Ordinal);
        foreach (var span in spans)
            newest[span.SpanId] = span with { Content = PackedSpanContent.Pack(span.Content) };
        return newest;
    }
}
