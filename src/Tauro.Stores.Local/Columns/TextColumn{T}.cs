using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

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
    private volatile int reuses;

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
        while (true)
        {
            var code = CodeAt(row);
            text = Volatile.Read(ref texts[code]);
            // The code may have gone to another text between the two reads, but then the row has another code by now.
            if (CodeAt(row) == code) return text is not null;
        }
    }

    /// <summary>
    /// For one search: what it found out about a text is kept with its code, until a code is given to another text.
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
            if (free.TryPop(out code)) reuses++; // Before the text: who reads that knows then.
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
