using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Web.Pages.Traces;

/// <summary>The spans of a trace, each after its parent, with their places in time.</summary>
internal static class Waterfall
{
    /// <summary>The width of the time of the trace.</summary>
    public const double Width = 1000;

    private const double BarMin = 2;

    public static IReadOnlyList<WaterfallRow> Arrange(IReadOnlyList<Span> spans)
    {
        if (spans.Count == 0) return [];
        var begin = spans.Min(span => span.StartTime);
        var end = Math.Max(begin + 1, spans.Max(span => span.EndTime ?? span.StartTime));
        var known = spans.Select(span => span.SpanId).ToHashSet();
        var children = spans.ToLookup(span => span.ParentSpanId is { } id && known.Contains(id) ? id : (SpanId?)null);
        List<WaterfallRow> rows = [];
        HashSet<Span> added = new(ReferenceEqualityComparer.Instance);
        foreach (var root in children[null]) Add(root, 0);
        // Spans that are each other's parents belong to no root.
        foreach (var span in spans.Where(span => !added.Contains(span))) Add(span, 0);
        return rows;

        void Add(Span top, int depthOfTop)
        {
            Stack<(Span Span, int Depth)> open = new([(top, depthOfTop)]);
            while (open.TryPop(out var next))
            {
                if (!added.Add(next.Span)) continue;
                rows.Add(Place(next.Span, next.Depth));
                foreach (var child in children[next.Span.SpanId].Reverse()) open.Push((child, next.Depth + 1));
            }
        }

        WaterfallRow Place(Span span, int depth)
        {
            var x = Width * ((double)span.StartTime - begin) / ((double)end - begin);
            var width = Width * ((double)(span.EndTime ?? end) - span.StartTime) / ((double)end - begin);
            width = Math.Clamp(width, BarMin, Width);
            return new WaterfallRow(span, depth, Math.Min(x, Width - width), width, span.StartTime - begin);
        }
    }
}
