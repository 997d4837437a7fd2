using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// A dictionary-encoded column of strings: each distinct string is stored once, with the number of rows that have it,
/// so that a search compares each string once and not each row.
/// </summary>
internal sealed class StringColumn(Field field, FieldReader<int> reader) : Column(field)
{
    // Both codes have no string.
    private const int NeverSet = 0;
    private const int Absent = 1;

    private readonly Lock writing = new();
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly Stack<int> free = [];
    private int[] uses = new int[16];
    private int next = Absent + 1;
    private volatile string?[] strings = new string?[16];
    private volatile int[] rowCodes = [];
    private volatile int reuses;

    /// <summary>The capacity for distinct strings, which grows with the number that rows have at one time.</summary>
    public int Capacity => strings.Length;

    public override void Set(int row, Func<int, int> documentAt)
    {
        lock (writing)
        {
            // Read under the lock, so that a later call sets a later value.
            Put(row, documentAt(row) is >= 0 and var document && reader.TryGetString(document, Field, out var found)
                ? found
                : null);
        }
    }

    public override void SetFirst(int row, Literal? value)
    {
        lock (writing)
            if (CodeAt(row) == NeverSet) Put(row, value?.String);
    }

    public bool TryGet(int row, [NotNullWhen(true)] out string? value)
    {
        while (true)
        {
            var code = CodeAt(row);
            value = Volatile.Read(ref strings[code]);
            // The code may have been reused for another string between the two reads, but then the row has a new code.
            if (CodeAt(row) == code) return value is not null;
        }
    }

    /// <summary>
    /// Returns a test of rows for one search. Results are cached by code until a code is reused for another string.
    /// </summary>
    public Func<int, bool> Test(Func<string, bool> test)
    {
        var then = reuses;
        var known = new Result[strings.Length];
        return row =>
        {
            var code = CodeAt(row);
            if (code <= Absent) return false;
            if (code < known.Length && reuses == then)
            {
                if (known[code] == Result.Unknown && Volatile.Read(ref strings[code]) is { } value && reuses == then)
                    known[code] = test(value) ? Result.Yes : Result.No;
                if (known[code] != Result.Unknown) return known[code] == Result.Yes;
            }

            return TryGet(row, out var now) && test(now);
        };
    }

    private void Put(int row, string? value)
    {
        if (row >= rowCodes.Length) rowCodes = Grow(rowCodes, row);
        var before = rowCodes[row];
        if (before != NeverSet && value == strings[before]) return;

        Volatile.Write(ref rowCodes[row], value is null ? Absent : CodeOf(value));
        if (before > Absent) Release(before);
    }

    private int CodeAt(int row)
    {
        var all = rowCodes;
        return row < all.Length ? Volatile.Read(ref all[row]) : NeverSet;
    }

    private int CodeOf(string value)
    {
        if (!codes.TryGetValue(value, out var code))
        {
            if (free.TryPop(out code)) reuses++; // Before the string: a reader that sees it must see this too.
            else code = next++;
            if (code >= strings.Length)
            {
                uses = Grow(uses, code);
                strings = Grow(strings, code);
            }

            Volatile.Write(ref strings[code], value);
            codes[value] = code;
        }

        uses[code]++;
        return code;
    }

    private void Release(int code)
    {
        if (--uses[code] > 0) return;
        codes.Remove(strings[code]!);
        strings[code] = null;
        free.Push(code);
    }

    private static TItem[] Grow<TItem>(TItem[] items, int index)
    {
        var grown = new TItem[Math.Max(index + 1, items.Length * 2)];
        items.CopyTo(grown, 0);
        return grown;
    }

    private enum Result : byte
    {
        Unknown,
        Yes,
        No,
    }
}
