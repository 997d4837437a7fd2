using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Paging;

/// <summary>Sorts rows. A page is selected with no more of them in memory than it has.</summary>
public static class SortedPage
{
    /// <param name="rows">All matching rows, in any order.</param>
    /// <param name="order">The order of the list.</param>
    /// <param name="page">The page.</param>
    /// <param name="query">Everything that determines the rows and their order; a token is valid only for it.</param>
    public static StoreOutcome<Page<T>> From<T>(
        IEnumerable<T> rows, RowComparer<T> order, PageRequest page, params IReadOnlyList<object?> query) =>
        Complete(rows, order, page, static row => row, query);

    /// <inheritdoc cref="From"/>
    /// <param name="rows">All matching rows, in any order.</param>
    /// <param name="order">The order of the list.</param>
    /// <param name="page">The page.</param>
    /// <param name="complete">Returns the item of a row; null when it was just deleted.</param>
    /// <param name="query">Everything that determines the rows and their order; a token is valid only for it.</param>
    public static StoreOutcome<Page<TItem>> Complete<T, TItem>(
        IEnumerable<T> rows, RowComparer<T> order, PageRequest page, Func<T, TItem?> complete,
        params IReadOnlyList<object?> query)
    {
        if (PageRules.Check(page) is { } badSize) return badSize;
        if (PageToken.Read(page.Token, order.Count, out var after, query) is { } badToken) return badToken;
        var first = First(rows, order, after, page.Size + 1);
        var items = new List<TItem>();
        var (taken, bytes) = (0, 0L);
        foreach (var (row, _) in first.Take(page.Size))
        {
            var item = complete(row);
            if (item is not null) bytes += PageBytes.Estimate(item);
            if (items.Count > 0 && bytes > Limits.PageBytesMax) break;
            taken++;
            if (item is not null) items.Add(item);
        }

        return new Page<TItem>(items, first.Length > taken ? PageToken.Write(first[taken - 1].Keys, query) : null);
    }

    /// <summary>Returns all rows in order; their keys are in memory meanwhile.</summary>
    public static IEnumerable<T> Sort<T>(IEnumerable<T> rows, RowComparer<T> order)
    {
        var sorted = new List<(T Row, Literal?[] Keys)>();
        foreach (var row in rows)
            if (order.KeysOf(row) is { } keys) sorted.Add((row, keys));
        sorted.Sort((x, y) => order.Compare(x.Keys, y.Keys));
        return sorted.Select(pair => pair.Row);
    }

    /// <summary>Returns the first rows after a position, in order. A heap holds them while others are read.</summary>
    private static (T Row, Literal?[] Keys)[] First<T>(
        IEnumerable<T> rows, RowComparer<T> order, Literal?[]? after, int count)
    {
        var descending = Comparer<Literal?[]>.Create((x, y) => order.Compare(y, x));
        var heap = new PriorityQueue<T, Literal?[]>(descending);
        foreach (var row in rows)
        {
            if (after is not null && order.Compare(row, after) <= 0) continue;
            if (heap.Count == count && heap.TryPeek(out _, out var last) && order.Compare(row, last) >= 0) continue;

            // A row may change during the search: its keys are read once, for its position and for the token.
            if (order.KeysOf(row) is not { } keys || (after is not null && order.Compare(keys, after) <= 0)) continue;
            if (heap.Count < count) heap.Enqueue(row, keys);
            else heap.EnqueueDequeue(row, keys);
        }

        var sorted = heap.UnorderedItems.ToArray();
        Array.Sort(sorted, (x, y) => order.Compare(x.Priority, y.Priority));
        return sorted;
    }
}
