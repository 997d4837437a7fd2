using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Tests.Paging;

public sealed class PageBytesTests
{
    private static readonly RowComparer<Experiment> ById = new((row => Literal.From(row.ExperimentId.Value), false));

    [Fact]
    public void A_page_ends_before_its_items_have_too_many_bytes()
    {
        var rows = Experiments(5, Limits.PageBytesMax / 5 * 2);
        Assert.Equal([2, 2, 1], Sizes(rows, 100));
        Assert.Equal([1, 1, 1, 1, 1], Sizes(rows, 1));
    }

    [Fact]
    public void An_item_that_is_larger_than_a_page_is_a_page()
    {
        Assert.Equal([1, 1], Sizes(Experiments(2, Limits.PageBytesMax + 1), 100));
    }

    private static List<Experiment> Experiments(int count, int bytes)
    {
        var value = new string('x', bytes);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Experiment
            {
                ExperimentId = new ExperimentId($"{i}"), Name = $"{i}", ArtifactLocation = "",
                Tags = new Dictionary<string, string> { ["t"] = value },
            }),
        ];
    }

    private static List<int> Sizes(List<Experiment> rows, int size)
    {
        var (sizes, token, read) = (new List<int>(), (string?)null, new List<Experiment>());
        do
        {
            var page = SortedPage.From(rows, ById, new PageRequest(size, token), "rows").Value;
            sizes.Add(page.Items.Count);
            read.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(rows, read);
        return sizes;
    }
}
