using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tauro.Contracts.Events;

namespace Tauro.Gateway.Tests.Reference;

/// <summary><c>docs/reference/events.md</c> and the schema have the types of events that there are.</summary>
public sealed partial class EventPageTests
{
    private const string Variable = "TAURO_SNAPSHOTS";

    public static TheoryData<string> Types => [.. EventCatalog.Types.Keys];

    [Fact]
    public async Task The_page_matches_the_catalog()
    {
        var page = await File.ReadAllTextAsync(FileOf("events.md"));
        var updated = Section().Replace(
            page, $"<!-- events -->\n{string.Concat(EventTable.All.Select(table => table.ToMarkdown()))}<!-- end -->");

        await AssertSame("events.md", updated);
    }

    [Fact]
    public Task The_schema_matches_the_catalog() => AssertSame("events.schema.json", EventTable.Schema);

    [Theory]
    [MemberData(nameof(Types))]
    public void An_example_is_read_back_as_it_was(string name)
    {
        var example = EventSample.Create(EventCatalog.Types[name]);
        var record = new EventRecord(
            1, "tracking/1", name, "/tauro/tracking", example.Subject, DateTimeOffset.UnixEpoch,
            EventCatalog.DataOf(example));

        var read = EventCatalog.Read(record)!;

        Assert.Equal(example.GetType(), read.GetType());
        Assert.Equal(example.Subject, read.Subject);
        Assert.Equal(JsonSerializer.Serialize(record.Data), JsonSerializer.Serialize(EventCatalog.DataOf(read)));
    }

    private static async Task AssertSame(string name, string expected)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "update")
            await File.WriteAllTextAsync(FileOf(name), expected);
        Assert.True(expected == await File.ReadAllTextAsync(FileOf(name)),
            $"{FileOf(name)} differs from the catalog of events. Run this test with {Variable}=update.");
    }

    private static string FileOf(string name, [CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/reference", name));

    [GeneratedRegex("<!-- events -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Section();
}
