namespace Tauro.Web.Parts;

/// <summary>The lines that differ between two strings.</summary>
internal static class LineDiff
{
    /// <summary>Above so many pairs of lines, what differs is one block: a table of all would be too large.</summary>
    private const int PairsMax = 4_000_000;

    /// <summary>Returns all lines: <c>-</c> for those only in the first, <c>+</c> only in the second.</summary>
    public static IReadOnlyList<(char Sign, string Line)> Compare(string first, string second)
    {
        var (a, b) = (Split(first), Split(second));
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        return
        [
            .. a[..start].Select(line => (' ', line)),
            .. CompareMiddle(a[start..^end], b[start..^end]),
            .. a[^end..].Select(line => (' ', line)),
        ];
    }

    private static IEnumerable<(char Sign, string Line)> CompareMiddle(string[] a, string[] b)
    {
        if ((long)a.Length * b.Length > PairsMax)
            return [.. a.Select(line => ('-', line)), .. b.Select(line => ('+', line))];

        // The length of the longest common subsequence of what follows each pair.
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        return Walk();

        IEnumerable<(char Sign, string Line)> Walk()
        {
            var (i, j) = (0, 0);
            while (i < a.Length || j < b.Length)
            {
                if (i < a.Length && j < b.Length && a[i] == b[j])
                {
                    yield return (' ', a[i++]);
                    j++;
                }
                else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
                {
                    yield return ('-', a[i++]);
                }
                else
                {
                    yield return ('+', b[j++]);
                }
            }
        }
    }

    private static string[] Split(string value) => value.ReplaceLineEndings("\n").Split('\n');
}
