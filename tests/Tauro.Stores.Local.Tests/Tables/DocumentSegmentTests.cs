using System.Text;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Tables;

public sealed class DocumentSegmentTests
{
    private readonly SimulatedDisk disk = new();

    [Fact]
    public void A_file_of_many_blocks_with_a_line_longer_than_a_block_is_loaded_in_order()
    {
        var lines = Enumerable.Range(0, 20_000)
            .Select(i => $$"""{"follower":"f{{i % 5_000}}","sequence":{{i}}}""").ToList();
        lines.Insert(7_000, $$"""{"follower":"{{new string('x', 1 << 20)}}","sequence":7}""");
        lines.Add("""{"_removed":"f4999"}""");
        var table = Table();

        DocumentSegment.Load(disk, Write(lines), table);

        Assert.Equal(5_000, table.Count);
        Assert.All(Enumerable.Range(0, 4_999), i => Assert.Equal(15_000 + i, table.Find($"f{i}")!.Sequence));
        Assert.Equal(7, table.Find(new string('x', 1 << 20))!.Sequence);
        Assert.Equal(0, table.Cut().Count);
    }

    [Fact]
    public void A_line_that_is_not_a_document_is_reported_as_damage()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $$"""{"follower":"f{{i}}","sequence":{{i}}}""").ToList();
        lines[12_345] = """{"follower":1}""";

        var damage = Assert.Throws<StorageCorruptException>(() => DocumentSegment.Load(disk, Write(lines), Table()));

        Assert.Contains("events/cursors", damage.Message, StringComparison.Ordinal);
    }

    private static DocumentTable<StoredCursor> Table() =>
        new(TableId.Cursors, "events/cursors", cursor => cursor.Follower);

    private ManifestFile Write(IEnumerable<string> lines) => SegmentFile.Write(
        disk, ManifestFileKind.Documents, "events/cursors-1.jsonl", stream =>
        {
            DocumentSegment.Write(
                stream, lines.Select(line => new DocumentLine("", Encoding.UTF8.GetBytes(line), IsRemoval: false)));
            return 1;
        });
}
