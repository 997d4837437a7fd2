using System.Buffers;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Tests.Runs;

public sealed class BatchReaderTests
{
    [Fact]
    public void It_reads_what_the_serializer_wrote_wherever_the_buffer_is_split()
    {
        var batch = new RunBatch(
            [
                new("loss", 0.1, 1, 1), new("loss", double.NegativeInfinity, 2, -2), new("a \"quoted\" ключ", 3, 3),
                new("loss", double.NaN, long.MaxValue, long.MinValue),
            ],
            new Dictionary<string, string> { ["lr"] = "0.1\n", ["ü"] = "" },
            new Dictionary<string, string> { ["t"] = "🐂" });
        var bytes = JsonSerializer.SerializeToUtf8Bytes(batch, TauroJson.Options);

        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var read = BatchReader.Read(CutAt(bytes, cut), now: 99);
            Assert.Equal(batch.Metrics!, read.Metrics!);
            Assert.Equal(batch.Params!, read.Params!);
            Assert.Equal(batch.Tags!, read.Tags!);
        }
    }

    [Fact]
    public void Equal_keys_share_one_string()
    {
        var metrics = Read("""{"metrics": [{"key": "loss", "value": 1}, {"key": "loss", "value": 2}]}""").Metrics!;
        Assert.Same(metrics[0].Key, metrics[1].Key);
    }

    [Fact]
    public void A_point_without_time_and_step_gets_the_current_time_and_step_zero() => Assert.Equal(
        [new MetricPoint("m", 1, 99), new MetricPoint("m", 2, 99)],
        Read("""{"metrics": [{"key": "m", "value": 1}, {"key": "m", "value": 2, "step": null, "timestamp": null}]}""")
            .Metrics!);

    [Fact]
    public void A_thousand_points_of_one_key_allocate_only_the_list()
    {
        var points = string.Join(',', Enumerable.Range(0, 1_000)
            .Select(i => $$"""{"key":"loss","value":{{i}},"step":{{i}}}"""));
        var body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"metrics":[{{points}}]}"""));
        BatchReader.Read(body, 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var batch = BatchReader.Read(body, 1);
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1_000, batch.Metrics!.Count);
        // The list doubles up to 1,024 points of 32 bytes: 64 KiB. A string for each key would add 32 KiB.
        Assert.InRange(spent, 0, 72 << 10);
    }

    private static RunBatch Read(string json) => BatchReader.Read(new(Encoding.UTF8.GetBytes(json)), now: 99);

    private static ReadOnlySequence<byte> CutAt(byte[] bytes, int cut)
    {
        var first = new Segment(bytes.AsMemory(0, cut), null);
        var last = new Segment(bytes.AsMemory(cut), first);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
