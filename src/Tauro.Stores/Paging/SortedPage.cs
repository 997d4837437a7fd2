using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Paging;

/// <summary>Cuts one page out of rows in any order, and holds no more of them than the page has.</summary>
public static class SortedPage
{
    /// <param name="rows">All that matches, in any order.</param>
    /// <param name="order">The order of the list.</param>
    /// <param name="page">Which page.</param>
    /// <param name="query">All that decides which rows are listed, and in which order; a token goes with it.</param>
    public static StoreOutcome<Page<T>> Of<T>(
        IEnumerable<T> rows, RowComparer<T> order, PageRequest page, params IReadOnlyList<object?> query)
    {
        if (PageRules.Check(page) is { } badSize) return badSize;
        if (PageToken.Read(page.Token, order.Count, out var after, query) is { } badToken) return badToken;
        var first = First(rows, order, after, page.Size + 1);
        var items = first.Take(page.Size).Select(found => found.Row).ToArray();
        return new Page<T>(
            items, first.Length > items.Length ? PageToken.Write(first[items.Length - 1].Keys, query) : null);
    }

    /// <summary>The first rows after a place, in order. A heap keeps them while the rest passes by.</summary>
    private static (T Row, Literal?[] Keys)[] First<T>(
        IEnumerable<T> rows, RowComparer<T> order, Literal?[]? after, int count)
    {
        var lastFirst = Comparer<Literal?[]>.Create((x, y) => order.Compare(y, x));
        var heap = new PriorityQueue<T, Literal?[]>(lastFirst);
        foreach (var row in rows)
        {
            if (after is not null && order.Compare(row, after) <= 0) continue;
            if (heap.Count == count && heap.TryPeek(out _, out var last) && order.Compare(row, last) >= 0) continue;

            // A row may change while it is searched: its place is what was read once, and the token tells the same.
            if (order.KeysOf(row) is not { } keys || (after is not null && order.Compare(keys, after) <= 0)) continue;
            if (heap.Count < count) heap.Enqueue(row, keys);
            else heap.EnqueueDequeue(row, keys);
        }

        var sorted = heap.UnorderedItems.ToArray();
        Array.Sort(sorted, (x, y) => order.Compare(x.Priority, y.Priority));
        return sorted;
    }
}
