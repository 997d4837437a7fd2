using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Filters;

/// <summary>
/// Cuts one page off what a search found, in order. The token holds the sort keys of the page's last item, not how
/// many came before, so what is added or deleted between two pages neither repeats nor hides another item.
/// </summary>
public static class SortedPage
{
    /// <param name="found">All that matches, in any order.</param>
    /// <param name="order">Sort keys; together they must tell any two items apart.</param>
    /// <param name="fields">Reads sort keys; an item without one comes last.</param>
    /// <param name="page">Which page.</param>
    public static StoreOutcome<Page<T>> Of<T>(
        IEnumerable<T> found, IReadOnlyList<OrderBy> order, FieldReader<T> fields, PageRequest page)
    {
        if (PageRules.Check(page) is { } problem) return problem;
        Literal?[]? after = null;
        if (page.Token is not null && !TryRead(page.Token, order.Count, out after))
            return StoreProblem.Invalid(
                ProblemCodes.InvalidPageToken, "The page token is not one of this search; start at its first page.");

        var keyed = found.Select(item => (Item: item, Keys: KeysOf(item, order, fields)));
        if (after is not null) keyed = keyed.Where(item => Compare(item.Keys, after, order) > 0);
        var byKeys = Comparer<(T Item, Literal?[] Keys)>.Create(
            (left, right) => Compare(left.Keys, right.Keys, order));
        var first = TopK.First(keyed, byKeys, page.Size + 1L);
        return first.Length <= page.Size
            ? new Page<T>([.. first.Select(item => item.Item)])
            : new Page<T>([.. first.Take(page.Size).Select(item => item.Item)], Write(first[page.Size - 1].Keys));
    }

    private static Literal?[] KeysOf<T>(T item, IReadOnlyList<OrderBy> order, FieldReader<T> fields)
    {
        var keys = new Literal?[order.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = KeyOf(item, order[i].Field, fields);
        return keys;
    }

    private static Literal? KeyOf<T>(T item, Field field, FieldReader<T> fields) =>
        fields.TryGetNumber(item, field, out var number) ? Literal.Of(number)
        : fields.TryGetText(item, field, out var text) ? Literal.Of(text)
        : null;

    private static int Compare(Literal?[] left, Literal?[] right, IReadOnlyList<OrderBy> order)
    {
        for (var i = 0; i < order.Count; i++)
        {
            // Absent values come last and NaN just before them, whatever the direction.
            var rank = Rank(left[i]).CompareTo(Rank(right[i]));
            if (rank != 0) return rank;
            if (Rank(left[i]) != 0) continue;
            var compared = Compare(left[i]!.Value, right[i]!.Value);
            if (compared != 0) return order[i].Descending ? -compared : compared;
        }

        return 0;
    }

    private static int Rank(Literal? value) => value switch
    {
        null => 2,
        { Text: null, Number: double.NaN } => 1,
        _ => 0,
    };

    private static int Compare(Literal left, Literal right) => (left.Text, right.Text) switch
    {
        (null, null) => left.Number.CompareTo(right.Number),
        ({ } a, { } b) => string.CompareOrdinal(a, b),
        (null, _) => -1,
        _ => 1,
    };

    private static string Write(Literal?[] keys) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(keys.Select(key => key switch
        {
            null => null,
            { Text: { } text } => "t" + text,
            { Number: var number } => "n" + BitConverter.DoubleToInt64Bits(number).ToString("x"),
        })));

    private static bool TryRead(string token, int count, out Literal?[]? keys)
    {
        keys = null;
        try
        {
            var texts = JsonSerializer.Deserialize<string?[]>(Convert.FromBase64String(token));
            if (texts?.Length != count) return false;
            keys = [.. texts.Select(ReadKey)];
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
            return false;
        }
    }

    private static Literal? ReadKey(string? text) => text switch
    {
        null => null,
        ['t', .. var rest] => Literal.Of(rest),
        ['n', .. var rest] => Literal.Of(BitConverter.Int64BitsToDouble(Convert.ToInt64(rest, 16))),
        _ => throw new FormatException(),
    };
}
