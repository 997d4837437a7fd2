using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Tests.Decisions;

public sealed class SpanTreeTests
{
    [Fact]
    public void Sums_do_not_depend_on_the_order_and_the_batches_in_which_spans_arrive()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var hasCycles = seed >= 200;
            var count = random.Next(1, 25);
            var tree = new SpanTree();
            var latest = new Dictionary<SpanId, Span>();
            for (var batch = 0; batch < 8; batch++)
            {
                var added = new SpanTree(tree);
                var spans = Enumerable.Range(0, random.Next(6)).Select(_ => NewSpan(random, count, hasCycles)).ToList();
                foreach (var span in spans) added.Put(span);
                foreach (var span in spans) tree.Put(span);
                foreach (var span in spans) latest[span.SpanId] = span;
                var expected = latest.Values.Where(span => span.TokenUsage is not null && !IsBelow(span, latest))
                    .Sum(span => (decimal)span.TokenUsage!.TotalTokens);

                Assert.Equal((expected, latest.Count), (added.Tokens.Total, added.Count));
                Assert.Equal((added.Tokens, added.Count), (tree.Tokens, tree.Count));
            }
        }
    }

    [Fact]
    public void A_cycle_of_parents_ends()
    {
        var tree = new SpanTree();
        tree.Put(Span("a", "b", 1));
        tree.Put(Span("b", "a", null));
        tree.Put(Span("b", "a", 2));
        tree.Put(Span("c", "c", null));

        Assert.Equal(3, tree.Count);
    }

    [Fact]
    public void Costs_are_summed_like_tokens()
    {
        var tree = new SpanTree();
        tree.Put(Span("a", "b", null) with { Cost = new(0.1, 0, 0.1) });
        tree.Put(Span("b", null, null) with { Cost = new(0.2, 0, 0.2) });
        tree.Put(Span("c", null, null) with { Cost = new(0.1, 0.1, 0.2) });

        Assert.Equal(new Amounts(0.3m, 0.1m, 0.4m), tree.Cost);
    }

    [Fact]
    public void The_steps_of_adding_a_span_do_not_depend_on_its_depth()
    {
        const int depth = 20_000;
        var (tree, steps) = (new SpanTree(), 0L);
        var sum = new SpanSum(tree, null, span =>
        {
            steps++;
            return Amounts.TokensOf(span);
        });
        for (var round = 0; round < 3; round++)
        {
            // The spans move to the other end of the chain in the last round.
            for (var number = 0; number < depth; number++)
            {
                var span = Span($"{number}", $"{(round == 2 ? number + 1 : number - 1)}", number == 0 ? 1 : null);
                var before = tree.Find(span.SpanId);
                tree.Put(span);
                sum.Put(before, span);
            }

            Assert.Equal(1, sum.Read().Total);
        }

        Assert.InRange(steps, 1, 3 * depth * 20);
    }

    // Without cycles, a parent has a smaller number. Spans may move and change their tokens.
    private static Span NewSpan(Random random, int count, bool hasCycles)
    {
        var number = random.Next(count);
        var parent = random.Next(5) == 0 || (number == 0 && !hasCycles)
            ? null
            : $"{random.Next(hasCycles ? count : number)}";
        return Span($"{number}", parent, random.Next(3) == 0 ? random.Next(1, 9) : null);
    }

    private static bool IsBelow(Span span, Dictionary<SpanId, Span> all)
    {
        var at = span;
        for (var steps = 0; steps <= all.Count; steps++)
        {
            if (at.ParentSpanId is not { } parent || !all.TryGetValue(parent, out var next)) return false;
            if (next.TokenUsage is not null) return true;
            at = next;
        }

        return false;
    }

    private static Span Span(string id, string? parent, long? tokens) => new(
        new("tr-1"), new(id), parent is null ? null : new SpanId(parent), "", null, "OK", 0, 1,
        SpanContent.From("{}"u8), tokens is { } total ? new TokenUsage(total, 0, total) : null);
}
