using System.Runtime.CompilerServices;
using System.Text;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Tables;

public sealed class LineKeyTests
{
    [Theory]
    [InlineData("1", "experiment_tracking")]
    [InlineData("1", "model_registry")]
    [InlineData("1-journal-2", "experiment_tracking")]
    [InlineData("1-journal-2", "model_registry")]
    public void The_key_of_every_stored_document_is_the_one_under_which_it_is_loaded(string format, string folder)
    {
        var path = Path.Combine(Here(), "..", "Frozen", format, "data", folder);
        LocalState state = folder == "model_registry" ? new RegistryState() : new TrackingState(new());
        var checkedTables = 0;
        foreach (var table in state.Tables)
        {
            var segments = Path.GetDirectoryName(Path.Combine(path, table.Path))!;
            var files = Directory.Exists(segments)
                ? Directory.GetFiles(segments, $"{Path.GetFileName(table.Path)}-*.jsonl")
                : [];
            foreach (var line in files.Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines))
            {
                var json = Encoding.UTF8.GetBytes(line);
                if (DocumentSegment.IsRemoval(json)) continue;
                table.PrepareLoad(json, default)();
                Assert.Contains(table.KeyOfLine(json), table.Keys);
            }

            if (table.Count > 0) checkedTables++;
        }

        Assert.InRange(checkedTables, 4, int.MaxValue);
    }

    [Fact]
    public void The_key_of_a_review_item_has_its_queue_and_trace()
    {
        var table = new ReviewTables().Items;
        table.Put(new ReviewQueueItem { QueueId = new("rq-1"), TraceId = new("tr-1") });

        var line = Assert.Single(table.Cut().Lines);

        Assert.Equal("rq-1/tr-1", line.Key);
        Assert.Equal(line.Key, table.KeyOfLine(line.Json));
    }

    [Fact]
    public void Reading_the_key_of_a_large_span_allocates_little()
    {
        var table = new TraceTables().Spans;
        table.Put(new Span(
            new("tr-1"), new("1"), null, "s", null, "OK", 1, null,
            SpanContent.From(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 100_000)}}"}"""))));
        var line = Assert.Single(table.Cut().Lines);
        Assert.Equal(line.Key, table.KeyOfLine(line.Json));

        var before = GC.GetAllocatedBytesForCurrentThread();
        table.KeyOfLine(line.Json);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000);
    }

    [Theory]
    [InlineData("""{"span_id":"1"}""")]
    [InlineData("""{"trace_id":{},"span_id":"1"}""")]
    [InlineData("""["trace_id"]""")]
    [InlineData("""{"trace_id":"tr-1","span_id":""")]
    public void A_line_without_its_key_is_damage(string line) => Assert.Throws<StorageCorruptException>(
        () => new TraceTables().Spans.KeyOfLine(Encoding.UTF8.GetBytes(line)));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
