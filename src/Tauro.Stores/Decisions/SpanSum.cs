using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The sum of one measure over a tree of spans. A span counts unless it is covered: a span above it has the measure.
/// Whether it is covered is kept per span. A change forgets that for those spans below that it may concern, each at
/// most once until the sum is read, which finds it again.
/// </summary>
/// <param name="tree">The tree.</param>
/// <param name="stored">The sum of the tree that it adds to, which itself does not change.</param>
/// <param name="measure">Returns null for a span without the measure.</param>
internal sealed class SpanSum(SpanTree tree, SpanSum? stored, Func<Span, Amounts?> measure)
{
    // Null when it is forgotten. If the span has no measure, it is forgotten for the spans directly below as well.
    private readonly Dictionary<SpanId, bool?> covered = [];
    private readonly Stack<SpanId> forgotten = [];
    private Amounts sum = stored?.Read() ?? default;

    public Amounts Read()
    {
        while (forgotten.TryPop(out var id))
            if (IsCovered(id) is null) Find(id);
        return sum;
    }

    /// <summary>Takes a span into account that the tree has.</summary>
    /// <param name="before">The span that it replaces.</param>
    /// <param name="after">The span.</param>
    public void Put(Span? before, Span after)
    {
        var (was, becomes) = (before is null ? null : measure(before), measure(after));
        if (before is not null && before.ParentSpanId == after.ParentSpanId && was is null == becomes is null)
        {
            if (IsCovered(after.SpanId) == false) sum += (becomes ?? default) - (was ?? default);
            return;
        }

        if (before is null && becomes is null && Covers(after.ParentSpanId) == false)
        {
            // The spans below it were not covered while it was missing, and still are not.
            covered[after.SpanId] = false;
            return;
        }

        Forget(after.SpanId, was);
        if (was is null || becomes is null) ForgetBelow(after.SpanId);
    }

    private bool? IsCovered(SpanId id) => covered.TryGetValue(id, out var known) ? known : stored?.IsCovered(id);

    /// <summary>Whether the spans directly below a span are covered; null when that is forgotten.</summary>
    private bool? Covers(SpanId? id) =>
        id is not { } at || tree.Find(at) is not { } span ? false
        : measure(span) is not null ? true
        : IsCovered(at);

    private void Forget(SpanId id, Amounts? measured)
    {
        if (IsCovered(id) == false) sum -= measured ?? default;
        covered[id] = null;
        forgotten.Push(id);
    }

    private void ForgetBelow(SpanId id)
    {
        var remaining = new Stack<SpanId>([id]);
        while (remaining.TryPop(out var parent))
        {
            foreach (var child in tree.ChildrenOf(parent))
            {
                if (IsCovered(child) is null) continue;
                var measured = measure(tree.Find(child)!);
                Forget(child, measured);
                if (measured is null) remaining.Push(child);
            }
        }
    }

    /// <summary>Finds whether a span is covered, and the forgotten spans above it that this depends on.</summary>
    private void Find(SpanId id)
    {
        var path = new Stack<SpanId>([id]);
        var seen = new HashSet<SpanId> { id };
        var parent = tree.Find(id)!.ParentSpanId;
        var covers = Covers(parent);
        // A client may send a cycle of parents: without a measure in it, it covers nothing.
        while (covers is null && seen.Add(parent!.Value))
        {
            path.Push(parent.Value);
            parent = tree.Find(parent.Value)!.ParentSpanId;
            covers = Covers(parent);
        }

        while (path.TryPop(out var next))
        {
            covered[next] = covers ??= false;
            if (measure(tree.Find(next)!) is not { } own) continue;
            if (covers == false) sum += own;
            covers = true;
        }
    }
}
