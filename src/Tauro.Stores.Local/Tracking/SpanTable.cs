using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Spans by trace, with a tree of the spans of each trace that was written to lately.</summary>
internal sealed class SpanTable() : GroupedTable<Span>(
    TableId.Spans, "traces/spans", span => TraceTables.SpanKey(span.TraceId, span.SpanId), span => span.TraceId)
{
    private const int TreesMax = 1_000;
    private readonly Dictionary<TraceId, SpanTree> trees = [];

    /// <summary>Returns the tree of a trace's spans; for the writing thread only.</summary>
    public SpanTree Tree(TraceId traceId)
    {
        if (trees.TryGetValue(traceId, out var known)) return known;
        if (trees.Count >= TreesMax) trees.Clear();
        var tree = new SpanTree();
        foreach (var span in In(traceId)) tree.Put(span);
        return trees[traceId] = tree;
    }

    protected override void Changed(Span? before, Span? after)
    {
        base.Changed(before, after);
        // Spans are removed only together with their trace.
        if (after is null) trees.Remove(before!.TraceId);
        else if (trees.TryGetValue(after.TraceId, out var tree)) tree.Put(after);
    }
}
