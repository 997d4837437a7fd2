using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The spans of one trace by parent, with the sums of their tokens and costs. Spans may arrive in any order, and again.
/// Adding one takes time that does not depend on its depth, and on the spans below it only if it may change which of
/// them count.
/// </summary>
public sealed class SpanTree
{
    private readonly SpanTree? stored;
    private readonly Dictionary<SpanId, Span> spans = [];
    private readonly Dictionary<SpanId, List<SpanId>> children = [];
    private readonly SpanSum tokens;
    private readonly SpanSum cost;

    /// <param name="stored">The tree to add spans to, which itself does not change; null for an empty one.</param>
    public SpanTree(SpanTree? stored = null)
    {
        this.stored = stored;
        Count = stored?.Count ?? 0;
        tokens = new SpanSum(this, stored?.tokens, Amounts.TokensOf);
        cost = new SpanSum(this, stored?.cost, Amounts.CostOf);
    }

    public int Count { get; private set; }

    /// <summary>
    /// The tokens of all spans that have any, except those below another such span, which includes them.
    /// </summary>
    public Amounts Tokens => tokens.Read();

    /// <summary>The costs, summed in the same way.</summary>
    public Amounts Cost => cost.Read();

    /// <summary>Adds a span, or replaces the one with its id.</summary>
    public void Put(Span span)
    {
        var before = Find(span.SpanId);
        if (before is null) Count++;
        spans[span.SpanId] = span;
        tokens.Put(before, span);
        cost.Put(before, span);
        if (span.ParentSpanId is not { } parent || before?.ParentSpanId == parent) return;
        if (!children.TryGetValue(parent, out var siblings)) children[parent] = siblings = [];
        siblings.Add(span.SpanId);
    }

    internal Span? Find(SpanId id) => spans.GetValueOrDefault(id) ?? stored?.Find(id);

    internal IEnumerable<SpanId> ChildrenOf(SpanId parent) =>
        (children.GetValueOrDefault(parent) ?? []).Concat(stored?.ChildrenOf(parent) ?? [])
            .Where(child => Find(child)?.ParentSpanId == parent);
}
