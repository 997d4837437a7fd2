namespace Tauro.Stores.Local.Segments;

/// <summary>Finds the first row and the number of rows of each series in sorted rows.</summary>
internal static class SeriesRanges
{
    public static IEnumerable<(SeriesKey Series, int Start, int Rows)> Find(
        ArraySegment<string> runs, ArraySegment<string> keys)
    {
        for (var start = 0; start < runs.Count;)
        {
            var (run, key) = (runs[start], keys[start]);
            var end = start + 1;
            while (end < runs.Count && Same(runs[end], run) && Same(keys[end], key)) end++;
            yield return (new(run, key), start, end - start);
            start = end;
        }
    }

    // Decoded dictionary entries are mostly the same object, which is faster to compare.
    private static bool Same(string a, string b) => ReferenceEquals(a, b) || a == b;
}
