namespace Tauro.Tidy.Tests.Tree;

public static class Findings
{
    public static void None(IEnumerable<Finding> findings)
    {
        var list = findings.Select(f => f.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} findings:\n{string.Join('\n', list)}");
    }

    /// <summary>
    /// Asserts that there are no findings except in <paramref name="allowed"/>, which has a reason for each file. An
    /// entry without a finding is itself a finding, so that the lists shrink.
    /// </summary>
    public static void None(IEnumerable<Finding> findings, IReadOnlyDictionary<string, string> allowed)
    {
        var list = findings.ToList();
        var stale = allowed.Keys.Where(file => list.All(f => f.File != file));
        None(list.Where(f => !allowed.ContainsKey(f.File))
            .Concat(stale.Select(file => new Finding(file, 1, "it has an exception from a rule that it does not break",
                "Remove it from the list in tests/Tauro.Tidy.Tests"))));
    }

    public static Finding One(IEnumerable<Finding> findings) => Assert.Single(findings);
}
