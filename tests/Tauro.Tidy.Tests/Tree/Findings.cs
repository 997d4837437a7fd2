namespace Tauro.Tidy.Tests.Tree;

public static class Findings
{
    public static void None(IEnumerable<Finding> findings)
    {
        var list = findings.Select(f => f.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} to tidy:\n{string.Join('\n', list)}");
    }

    /// <summary>
    /// <paramref name="allowed"/> is file to reason. An entry that allows nothing any more is itself a finding, so that
    /// the lists shrink.
    /// </summary>
    public static void None(IEnumerable<Finding> findings, IReadOnlyDictionary<string, string> allowed)
    {
        var list = findings.ToList();
        var stale = allowed.Keys.Where(file => list.All(f => f.File != file));
        None(list.Where(f => !allowed.ContainsKey(f.File))
            .Concat(stale.Select(file => new Finding(file, 1, "it is allowed to break a rule that it keeps",
                "Take it off the list in tests/Tauro.Tidy.Tests"))));
    }

    public static Finding One(IEnumerable<Finding> findings) => Assert.Single(findings);
}
