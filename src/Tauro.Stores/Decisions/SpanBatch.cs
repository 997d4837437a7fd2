using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Spans of one request, checked and grouped before a lock is taken.</summary>
public sealed class SpanBatch
{
    private SpanBatch(IReadOnlyDictionary<TraceId, Dictionary<SpanId, Span>> byTrace) => ByTrace = byTrace;

    /// <summary>The spans, by trace id and span id.</summary>
    internal IReadOnlyDictionary<TraceId, Dictionary<SpanId, Span>> ByTrace { get; }

    public IEnumerable<TraceId> TraceIds => ByTrace.Keys;

    /// <param name="spans">A span may occur twice, when it starts and when it ends. The last one wins.</param>
    /// <param name="pack">Converts a span's content to the form that the backend stores.</param>
    public static StoreOutcome<SpanBatch> From(IReadOnlyList<Span> spans, Func<SpanContent, SpanContent> pack)
    {
        if (TraceRules.Check(spans) is { } problem) return problem;
        var byTrace = new Dictionary<TraceId, Dictionary<SpanId, Span>>();
        foreach (var span in spans)
        {
            if (!byTrace.TryGetValue(span.TraceId, out var group))
                byTrace[span.TraceId] = group = [];
            group[span.SpanId] = span with { Content = pack(span.Content) };
        }

        return new SpanBatch(byTrace);
    }
}
