using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// A dictionary-encoded column of strings: each distinct string is stored once, with the number of rows that have it,
/// so that a search compares each string once and not each row.
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
    private volatile int reuses;

    /// <summary>The capacity for distinct strings, which grows with the number that rows have at one time.</summary>
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
        while (true)
        {
            var code = CodeAt(row);
            text = Volatile.Read(ref texts[code]);
            // The code may have been reused for another string between the two reads, but then the row has a new code.
            if (CodeAt(row) == code) return text is not null;
        }
    }

    /// <summary>
    /// Returns a test of rows for one search. Results are cached by code until a code is reused for another string.
    /// </summary>
    public Func<int, bool> Test(Func<string, bool> test)
    {
        var then = reuses;
        var known = new Answer[texts.Length];
        return row =>
        {
            var code = CodeAt(row);
            if (code == Absent) return false;
            if (code < known.Length && reuses == then)
            {
                if (known[code] == Answer.Unknown && Volatile.Read(ref texts[code]) is { } text && reuses == then)
                    known[code] = test(text) ? Answer.Yes : Answer.No;
                if (known[code] != Answer.Unknown) return known[code] == Answer.Yes;
            }

            return TryGet(row, out var now) && test(now);
        };
    }

    private int CodeAt(int row)
    {
        var all = rowCodes;
        return row < all.Length ? Volatile.Read(ref all[row]) : Absent;
    }

    private int CodeOf(string text)
    {
        if (!codes.TryGetValue(text, out var code))
        {
            if (free.TryPop(out code)) reuses++; // Before the string: a reader that sees it must see this too.
            else code = next++;
            if (code >= texts.Length)
            {
                uses = Grown(uses, code);
                texts = Grown(texts, code);
            }

            Volatile.Write(ref texts[code], text);
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
