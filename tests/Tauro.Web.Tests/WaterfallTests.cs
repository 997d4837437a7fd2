using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Web.Pages.Traces;

namespace Tauro.Web.Tests;

public sealed class WaterfallTests
{
    [Fact]
    public void A_span_follows_its_parent_and_is_placed_in_the_time_of_the_trace()
    {
        var rows = Waterfall.Arrange(
        [
            Span("a", null, 1_000, 2_000), Span("c", "a", 1_600, 1_800), Span("b", "a", 1_100, 1_500),
            Span("d", "c", 1_700, 1_700),
        ]);

        Assert.Equal(["a 0", "c 1", "d 2", "b 1"], rows.Select(row => $"{row.Span.Name} {row.Depth}"));
        Assert.Equal((0, 1000), (rows[0].X, rows[0].BarWidth));
        Assert.Equal((100, 400), (rows[3].X, rows[3].BarWidth));
        Assert.Equal((100, 400), (rows[3].Delay, rows[3].Duration!.Value));
        Assert.True(rows[2].BarWidth > 0);
    }

    [Fact]
    public void Every_span_has_one_row_whatever_its_parent_is()
    {
        var rows = Waterfall.Arrange(
        [
            Span("orphan", "nowhere", 5, 9), Span("x", "y", 1, 2), Span("y", "x", 1, 2), Span("self", "self", 3, 3),
            Span("running", null, 4, null), Span("backwards", null, 9, 1), Span("twice", null, 1, 2),
            Span("twice", null, 1, 2),
        ]);

        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.True(row.X >= 0 && row.BarWidth > 0 && row.X + row.BarWidth <= Waterfall.Width));
    }

    [Fact]
    public void A_deep_trace_is_arranged()
    {
        var spans = Enumerable.Range(0, 50_000)
            .Select(i => Span($"{i}", i == 0 ? null : $"{i - 1}", long.MinValue / 4 + i, long.MaxValue / 4)).ToList();

        Assert.Equal(49_999, Waterfall.Arrange(spans)[^1].Depth);
        Assert.Empty(Waterfall.Arrange([]));
    }

    private static Span Span(string id, string? parent, long start, long? end) => new(
        new TraceId("tr-1"), new SpanId(id), parent is null ? null : new SpanId(parent), id, null, "OK", start, end,
        SpanContent.From("{}"u8));
}
