namespace Tauro.Stores.Local.Segments;

/// <summary>Where each series of sorted rows begins and how many rows it has.</summary>
internal static class SeriesRuns
{
    public static IEnumerable<(SeriesKey Series, int Start, int Rows)> Of(
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

    // Decoded dictionary entries are mostly the same object: spare the comparison.
    private static bool Same(string a, string b) => ReferenceEquals(a, b) || a == b;
}
