using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Checkpoints;

public sealed class LiveManifestTests
{
    [Fact]
    public void A_failed_publication_never_deletes_a_file_that_a_reload_found_in_the_manifest()
    {
        var outcomes = new HashSet<bool>();
        for (var operation = 0; operation < 6; operation++)
        {
            var disk = new SimulatedDisk();
            var file = SegmentFile.Write(
                disk, ManifestFileKind.Documents, "runs/runs-1.jsonl", stream => 0, "runs/runs");
            var live = new LiveManifest(disk, Manifest.Empty, NullLogger.Instance);
            disk.FailAt(disk.Operations + operation, Fault.IoError);

            Assert.Throws<IOException>(() => live.Publish(manifest => manifest with { Files = [file] }, 0));
            live.Reload(() => Manifest.Read(disk));
            live.Discard([file.Path]);

            var isNamed = Manifest.Read(disk).Files.Count > 0;
            Assert.Equal(isNamed, disk.FileExists(file.Path));
            outcomes.Add(isNamed);
        }

        Assert.Equal(2, outcomes.Count);
    }
}
