using Tauro.Contracts.Paging;

namespace Tauro.Stores.Filters;

/// <summary>Cuts one page out of rows in any order, holding only the rows up to its end.</summary>
public static class TopK
{
    /// <summary>The page that the request asks for; a problem when its token is not one of ours.</summary>
    public static StoreOutcome<Page<T>> Page<T>(IEnumerable<T> rows, IComparer<T> order, PageRequest request)
    {
        var decoded = PageToken.Decode(request.Token);
        if (decoded.Problem is { } problem) return problem;
        var offset = decoded.Value;
        var first = First(rows, order, checked((long)offset + request.Size + 1));
        var items = first.Skip(offset).Take(request.Size).ToArray();
        var more = first.Length > offset + (long)request.Size;
        return new Page<T>(items, more ? PageToken.Encode(offset + request.Size) : null);
    }

    /// <summary>The first rows in order. A heap keeps them while the rest passes by.</summary>
    public static T[] First<T>(IEnumerable<T> rows, IComparer<T> order, long count)
    {
        if (count <= 0) return [];
        if (rows.TryGetNonEnumeratedCount(out var all) && all <= count) return Sorted(rows, order);
        var greatestFirst = Comparer<T>.Create((x, y) => order.Compare(y, x));
        var heap = new PriorityQueue<T, T>(greatestFirst);
        foreach (var row in rows)
        {
            if (heap.Count < count) heap.Enqueue(row, row);
            else heap.EnqueueDequeue(row, row);
        }

        return Sorted(heap.UnorderedItems.Select(item => item.Element), order);
    }

    private static T[] Sorted<T>(IEnumerable<T> rows, IComparer<T> order)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, order);
        return sorted;
    }
}
