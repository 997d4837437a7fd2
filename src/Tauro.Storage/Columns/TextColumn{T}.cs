using System.Diagnostics.CodeAnalysis;
using Tauro.Storage.Search;

namespace Tauro.Storage.Columns;

/// <summary>
/// A column of texts, coded: each text is kept once, with the number of rows that have it, so that a comparison is made
/// once for each text and not for each row.
/// </summary>
internal sealed class TextColumn<T>(Field field, FieldReader<T> reader) : Column<T>(field) where T : class
{
    private const int Absent = 0;

    private readonly Lock writing = new();
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly Stack<int> free = [];
    private int[] uses = new int[16];
    private int next = 1;
    private volatile string?[] texts = new string?[16];
    private volatile int[] rowCodes = [];

    /// <summary>Room for different texts, which grows with those that rows have at a time.</summary>
    public int TextsMax => texts.Length;

    public override void Set(int row, Func<int, T?> rows)
    {
        lock (writing)
        {
            var text = rows(row) is { } item && reader.TryGetText(item, Field, out var found) ? found : null;
            if (row >= rowCodes.Length) rowCodes = Grown(rowCodes, row);
            var before = rowCodes[row];
            if (text == texts[before]) return;

            Volatile.Write(ref rowCodes[row], text is null ? Absent : CodeOf(text));
            if (before != Absent) Release(before);
        }
    }

    public bool TryGet(int row, [NotNullWhen(true)] out string? text)
    {
        var all = rowCodes;
        text = row < all.Length ? texts[Volatile.Read(ref all[row])] : null;
        return text is not null;
    }

    /// <summary>For one search: what it found out about a text is only good as long as a row has it.</summary>
    public Func<int, bool> Test(Func<string, bool> test)
    {
        var all = rowCodes;
        var known = new Answer[texts.Length];
        return row =>
        {
            var code = row < all.Length ? Volatile.Read(ref all[row]) : Absent;
            if (code == Absent) return false;
            if (code >= known.Length) return texts[code] is { } added && test(added);
            if (known[code] == Answer.Unknown)
                known[code] = texts[code] is { } text && test(text) ? Answer.Yes : Answer.No;
            return known[code] == Answer.Yes;
        };
    }

    private int CodeOf(string text)
    {
        if (!codes.TryGetValue(text, out var code))
        {
            if (!free.TryPop(out code)) code = next++;
            if (code >= texts.Length)
            {
                uses = Grown(uses, code);
                texts = Grown(texts, code);
            }

            texts[code] = text;
            codes[text] = code;
        }

        uses[code]++;
        return code;
    }

    private void Release(int code)
    {
        if (--uses[code] > 0) return;
        codes.Remove(texts[code]!);
        texts[code] = null;
        free.Push(code);
    }

    private static TItem[] Grown<TItem>(TItem[] items, int index)
    {
        var grown = new TItem[Math.Max(index + 1, items.Length * 2)];
        items.CopyTo(grown, 0);
        return grown;
    }

    private enum Answer : byte
    {
        Unknown,
        Yes,
        No,
    }
}
