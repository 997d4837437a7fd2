using System.Text;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Checkpoints;

public sealed class DocumentCompactionTests
{
    private const int Segments = 4;
    private const int LineBytes = 64 << 10;
    private const int Lines = 64;

    private readonly SimulatedDisk disk = new();
    private readonly TrackingState state = new(new());

    [Fact]
    public void A_merge_that_writes_little_can_be_stopped_while_it_reads()
    {
        var merge = Merge(out _);
        var checks = 0;

        merge.Write(merge.PathOf(9), () => checks++);

        // Each file is read twice, in blocks of 256 KiB; it may also be checked for what is written.
        Assert.InRange(checks, Segments * Lines * LineBytes / (256 << 10) * 2, int.MaxValue);
        for (var last = 1; last < checks; last += 7)
        {
            Assert.Throws<OperationCanceledException>(() => merge.Write(merge.PathOf(9), StopAfter(last)));
            Assert.Equal(0, disk.OpenFiles);
        }
    }

    [Fact]
    public void The_preparation_of_a_move_can_be_stopped()
    {
        var merge = Merge(out var segments);

        Assert.Throws<OperationCanceledException>(() => merge.PrepareMove(segments[0], StopAfter(5)));
        Assert.Equal(0, disk.OpenFiles);
    }

    private static Action StopAfter(int checks) => () =>
    {
        if (--checks == 0) throw new OperationCanceledException();
    };

    private DocumentCompaction Merge(out List<ManifestFile> segments)
    {
        segments = [.. Enumerable.Range(1, Segments).Select(number => SegmentFile.Write(
            disk, ManifestFileKind.Documents, $"runs/runs-{number:D8}.jsonl", Write, state.Runs.Path))];
        var manifest = Manifest.Empty with { Files = segments };
        return Assert.Single(DocumentCompaction.Due(disk, manifest, state));
    }

    /// <summary>Writes the same runs to each segment, so that only those of the newest one are merged.</summary>
    private static long Write(Stream stream)
    {
        for (var i = 0; i < Lines; i++)
        {
            var start = $$"""{"run_id":"{{i:D32}}","experiment_id":"0","lifecycle_stage":"ACTIVE","start_time":1""";
            stream.Write(Encoding.UTF8.GetBytes((start + ",\"x\":\"").PadRight(LineBytes - 3, 'x') + "\"}\n"));
        }

        return Lines;
    }
}
