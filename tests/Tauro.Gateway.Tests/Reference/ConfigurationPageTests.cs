using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>The tables of <c>docs/reference/configuration.md</c> are those of the options classes.</summary>
public sealed partial class ConfigurationPageTests
{
    private const string Variable = "TAURO_SNAPSHOTS";

    [Fact]
    public async Task The_tables_match_the_options()
    {
        var page = await File.ReadAllTextAsync(PagePath());
        var updated = Table().Replace(page, match => OptionsTable.All
            .FirstOrDefault(table => table.Section == match.Groups["section"].Value) is { } table
                ? $"{match.Groups["start"].Value}{table.ToMarkdown()}<!-- end -->"
                : throw new InvalidOperationException($"There are no options {match.Groups["section"].Value}."));

        if (Environment.GetEnvironmentVariable(Variable) == "update") await File.WriteAllTextAsync(PagePath(), updated);
        Assert.True(updated == await File.ReadAllTextAsync(PagePath()),
            $"The tables of {PagePath()} differ from the options. Run this test with {Variable}=update.");
    }

    [Fact]
    public async Task Every_options_class_has_a_table()
    {
        var listed = Table().Matches(await File.ReadAllTextAsync(PagePath()))
            .Select(match => match.Groups["section"].Value).ToList();

        Assert.Equal(OptionsTable.All.Select(table => table.Section).Order(), listed.Order());
    }

    [Fact]
    public void A_table_has_the_default_the_range_and_the_meaning_of_each_setting()
    {
        var gateway = OptionsTable.All.Single(table => table.Section == "Gateway").ToMarkdown();
        var store = OptionsTable.All.Single(table => table.Section == "LocalStore").ToMarkdown();

        Assert.Contains(
            "| `UnresponsiveAfter` | 15 s | 1 s to 10 min | How long a service may respond to neither", gateway);
        Assert.Contains(
            "| `JournalSegmentBytes` | 16 MiB | 64 KiB to 1 GiB | Bytes preallocated for a journal segment. |", store);
    }

    private static string PagePath([CallerFilePath] string path = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/reference/configuration.md"));

    [GeneratedRegex(@"(?<start><!-- options: (?<section>[\w:]+) -->\n).*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Table();
}
