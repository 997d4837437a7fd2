using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Events;

public sealed class EventFileTests
{
    private const int EventsPerFile = 10_000;
    private const long FileBytesMax = 34 << 20;

    [Fact]
    public void A_file_of_more_than_2_GiB_is_read_a_page_at_a_time()
    {
        var disk = new LongEventDisk(lines: 2_200);
        var file = new EventFile(disk, disk.Entry);

        foreach (var after in new[] { 0L, 1_000, 2_198 })
        {
            var found = new List<EventRecord>();
            file.Read(after, 100, found);

            var count = (int)Math.Min(100, disk.Lines - after);
            Assert.Equal(
                Enumerable.Range(1, count).Select(i => after + i), found.Select(record => record.Sequence));
        }
    }

    [Fact]
    public void Events_are_written_to_files_of_limited_count_and_length()
    {
        var disk = new SimulatedDisk();
        var manifest = Write(disk, Manifest.Empty, Events(1, 90, bytes: 1 << 20));
        manifest = Write(disk, manifest, Events(91, 25_000, bytes: 10));
        manifest = Write(disk, manifest, Events(25_091, 10, bytes: 10));

        var files = manifest.Files;
        Assert.All(files, file => Assert.InRange(file.Items, 1, EventsPerFile));
        Assert.All(files, file => Assert.InRange(file.Bytes, 1, FileBytesMax));
        Assert.Equal(1, files[0].First);
        Assert.Equal(25_100, files[^1].Last);
        for (var i = 1; i < files.Count; i++) Assert.Equal(files[i - 1].Last + 1, files[i].First);
        Assert.InRange(files.Count, 5, 7);
        Assert.All(files, file =>
        {
            var found = new List<EventRecord>();
            new EventFile(disk, file).Read(0, EventsPerFile, found);
            Assert.Equal(file.Items, found.Count);
        });
    }

    [Fact]
    public void Damage_of_a_file_that_would_be_joined_fails_the_checkpoint()
    {
        var disk = new SimulatedDisk();
        var manifest = Write(disk, Manifest.Empty, Events(1, 10, bytes: 10));
        var path = manifest.Files[0].Path;
        var bytes = disk.Bytes(path);
        bytes = [.. bytes[..20], (byte)(bytes[20] ^ 1), .. bytes[21..]];
        disk.Damage(path, bytes);

        var damage = Assert.Throws<StorageCorruptException>(() => Write(disk, manifest, Events(11, 1, bytes: 10)));

        Assert.Equal(path, damage.File);
    }

    private static Manifest Write(SimulatedDisk disk, Manifest previous, IReadOnlyList<EventRecord> events)
    {
        var cut = new CheckpointCut(new RegistryState(), 1, [], null, events, []);
        var writer = new CheckpointWriter(disk, previous, 1, new LocalStoreOptions());
        writer.Write(cut);
        return writer.AddTo(previous, cut);
    }

    private static List<EventRecord> Events(int first, int count, int bytes) =>
        [.. Enumerable.Range(first, count).Select(sequence => Event(sequence, new string('x', bytes)))];

    internal static EventRecord Event(long sequence, string value) => new(
        sequence, $"registry/{sequence}", "tauro.model.tag_set", "/tauro/registry", "models/fraud",
        DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(new { value }));
}
