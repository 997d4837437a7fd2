using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class SegmentFileTests
{
    [Fact]
    public void A_long_file_is_synced_in_parts_so_that_no_commit_waits_for_all_of_it()
    {
        var disk = new SimulatedDisk();
        var syncs = 0;
        disk.Changed = simulatedDisk =>
            syncs += simulatedDisk.Tail.EndsWith("sync runs/metrics.tmp", StringComparison.Ordinal) ? 1 : 0;

        SegmentFile.Write(disk, ManifestFileKind.Metrics, "runs/metrics", stream =>
        {
            for (var i = 0; i < 7; i++) stream.Write(new byte[KeepOpenStream.SyncIntervalBytes / 2]);
            return 1;
        });

        Assert.Equal(4, syncs);
    }
}
