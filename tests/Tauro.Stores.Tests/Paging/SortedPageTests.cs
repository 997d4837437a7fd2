using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
using Tauro.Stores.Tests.Filters;

namespace Tauro.Stores.Tests.Paging;

public sealed class SortedPageTests
{
    private static readonly OrderBy[] Ties = [new(new(FieldKind.Attribute, "run_id"))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void All_pages_together_equal_the_full_sort(int seed)
    {
        var random = new Random(seed);
        Row[] rows =
        [
            .. Enumerable.Range(0, 500).Select(i => random.Next(10) switch
            {
                0 => new Row($"r{i:d3}"),
                1 => new Row($"r{i:d3}", ("metrics.a", double.NaN)),
                2 => new Row($"r{i:d3}", ("metrics.a", $"{random.Next(3)}")),
                _ => new Row($"r{i:d3}", ("metrics.a", (double)random.Next(20))),
            }),
        ];
        foreach (var direction in new[] { "ASC", "DESC" })
        {
            var order = Order($"metrics.a {direction}");
            Assert.Equal(rows.OrderBy(row => order.KeysOf(row)!, order), Pages(rows, order, 37));
        }
    }

    [Fact]
    public void The_last_page_has_no_token_even_if_it_is_full()
    {
        Row[] rows = [new("a"), new("b"), new("c")];
        Assert.Null(SortedPage.From(rows, Order("run_id"), new PageRequest(3)).Value.NextPageToken);
        Assert.NotNull(SortedPage.From(rows, Order("run_id"), new PageRequest(2)).Value.NextPageToken);
    }

    [Fact]
    public void A_row_that_has_lost_its_unique_key_is_left_out_and_does_not_end_the_list()
    {
        Row[] rows = [new("a"), new(null!), new("b"), new("c")];
        Assert.Equal(["a", "b", "c"], Pages(rows, Order(), 1).Select(row => row.Id));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('ü')]
    [InlineData('文')]
    public void Long_strings_are_paged_with_a_short_token(char filling)
    {
        var keys = Enumerable.Range(0, OrderByParser.KeysMax).Select(i => $"params.p{i}").ToArray();
        var value = new string(filling, 8_000);
        Row[] rows = [.. Enumerable.Range(0, 9).Select(i => new Row(
            $"r{i}", [.. keys.Select(key => (key, (object)$"{i / 3}{value}{9 - i}"))]))];
        var order = Order(keys);

        Assert.Equal(rows.Select(row => row.Id), Pages(rows.Reverse(), order, 2).Select(row => row.Id));
        Assert.InRange(SortedPage.From(rows, order, new PageRequest(2)).Value.NextPageToken!.Length, 1, 6_000);
    }

    [Fact]
    public void A_surrogate_pair_is_not_split()
    {
        var value = string.Concat(Enumerable.Repeat("😀", 600));
        Row[] rows = [.. Enumerable.Range(0, 4).Select(i => new Row($"r{i}", ("params.p", $"-{value}{i}")))];
        Assert.Equal(["r0", "r1", "r2", "r3"], Pages(rows, Order("params.p DESC"), 1).Select(row => row.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Limits.PageSizeMax + 1)]
    public void A_page_size_out_of_bounds_is_refused(int size) => Assert.Equal(
        ProblemCodes.LimitExceeded, SortedPage.From<Row>([], Order(), new PageRequest(size)).Problem?.Code);

    private static List<Row> Pages(IEnumerable<Row> rows, RowComparer<Row> order, int size)
    {
        var paged = new List<Row>();
        string? token = null;
        do
        {
            var page = SortedPage.From(rows, order, new PageRequest(size, token), "rows").Value;
            Assert.InRange(page.Items.Count, 1, size);
            paged.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return paged;
    }

    private static RowComparer<Row> Order(params string[] keys) =>
        new(OrderByParser.Parse(keys, FilterVocabulary.Runs).Value, Ties, new Row.Reader());
}
