using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The spans of one trace by parent, with the sums of their tokens and costs. Spans may arrive in any order, and again.
/// Adding one takes time that depends on its depth, and on the spans below it only if it changes which of them count.
/// </summary>
/// <param name="stored">The tree to add spans to, which itself does not change; null for an empty one.</param>
public sealed class SpanTree(SpanTree? stored = null)
{
    private readonly Dictionary<SpanId, Span> spans = [];
    private readonly Dictionary<SpanId, List<SpanId>> children = [];

    public int Count { get; private set; } = stored?.Count ?? 0;

    /// <summary>
    /// The tokens of all spans that have any, except those below another such span, which includes them.
    /// </summary>
    public Amounts Tokens { get; private set; } = stored?.Tokens ?? default;

    /// <summary>The costs, summed in the same way.</summary>
    public Amounts Cost { get; private set; } = stored?.Cost ?? default;

    /// <summary>Adds a span, or replaces the one with its id.</summary>
    public void Put(Span span)
    {
        var before = Find(span.SpanId);
        Tokens += Change(before, span, Amounts.TokensOf);
        Cost += Change(before, span, Amounts.CostOf);
        if (before is null) Count++;
        spans[span.SpanId] = span;
        if (span.ParentSpanId is not { } parent || before?.ParentSpanId == parent) return;
        if (!children.TryGetValue(parent, out var siblings)) children[parent] = siblings = [];
        siblings.Add(span.SpanId);
    }

    private Span? Find(SpanId id) => spans.GetValueOrDefault(id) ?? stored?.Find(id);

    /// <summary>Returns the difference that a span makes to a sum.</summary>
    private Amounts Change(Span? before, Span after, Func<Span, Amounts?> measure)
    {
        var (was, becomes) = (before is null ? null : measure(before), measure(after));
        var (wasBelow, becomesBelow) = (IsBelow(before, measure), IsBelow(after, measure));
        if (was == becomes && wasBelow == becomesBelow) return default;
        // The span itself has no part in the sum of those below it.
        var below = (was is null && !wasBelow) || (becomes is null && !becomesBelow)
            ? SumBelow(after.SpanId, measure)
            : default;
        return Share(becomes, becomesBelow) - Share(was, wasBelow);

        Amounts Share(Amounts? own, bool isBelow) => isBelow ? default : own ?? below;
    }

    private bool IsBelow(Span? span, Func<Span, Amounts?> measure)
    {
        // A client may send a cycle of parents; the loop ends after as many steps as there are spans.
        for (var steps = 0; span?.ParentSpanId is { } parent && steps <= Count; steps++)
        {
            span = Find(parent);
            if (span is not null && measure(span) is not null) return true;
        }

        return false;
    }

    private Amounts SumBelow(SpanId id, Func<Span, Amounts?> measure)
    {
        var sum = default(Amounts);
        var seen = new HashSet<SpanId> { id };
        var remaining = new Stack<SpanId>([id]);
        while (remaining.TryPop(out var parent))
        {
            foreach (var child in ChildrenOf(parent).Where(seen.Add))
            {
                if (measure(Find(child)!) is { } own) sum += own;
                else remaining.Push(child);
            }
        }

        return sum;
    }

    private IEnumerable<SpanId> ChildrenOf(SpanId parent) =>
        (children.GetValueOrDefault(parent) ?? []).Concat(stored?.ChildrenOf(parent) ?? [])
            .Where(child => Find(child)?.ParentSpanId == parent);
}
