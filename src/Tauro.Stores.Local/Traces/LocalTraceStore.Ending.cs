using Tauro.Contracts;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    public ValueTask<StoreOutcome<Trace>> EndTrace(
        string traceId, TraceEnding ending, CancellationToken cancel = default)
    {
        var problem = TagRules.Check(ending.Tags!, Limits.TraceValueLengthMax)
            ?? TagRules.Check(ending.Metadata!, Limits.TraceValueLengthMax);
        if (problem is not null) return new(problem);
        return engine.Commit<Trace>((state, change) =>
        {
            if (state.Traces.Find(traceId) is not { } trace) return NoTrace(traceId);
            var tags = TextMap.Apply(trace.Tags, new Dictionary<string, string?>(ending.Tags!));
            if (tags.Problem is { } tooManyTags) return tooManyTags;
            var metadata = TextMap.Apply(trace.Metadata, new Dictionary<string, string?>(ending.Metadata!));
            if (metadata.Problem is { } tooMuchMetadata) return tooMuchMetadata;
            var after = trace with
            {
                ExecutionDuration = Math.Max(0, ending.Time - trace.RequestTime),
                State = ending.State,
                Tags = tags.Value,
                Metadata = metadata.Value,
            };
            change.Put(state.Traces, after);
            return Whole(state, after);
        }, cancel);
    }
}
