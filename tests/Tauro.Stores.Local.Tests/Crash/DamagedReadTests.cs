using Tauro.Contracts.Ids;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Damage of every kind of file is reported as such, with the file and the remedy.</summary>
public sealed class DamagedReadTests
{
    private const string Part = "a/part.bin";

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("journal/journal-")]
    [InlineData("experiments/experiments-")]
    [InlineData("runs/runs-")]
    public async Task Damage_that_the_opening_finds_names_the_file(string prefix)
    {
        var disk = await WriteStore();
        var path = Flip(disk, prefix);

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            () => TrackingSession.Open(disk, 2, new TrackingModel()));

        Assert.Equal(path, damage.File);
        Assert.Contains(path, damage.Message);
        Assert.Contains("from a backup", damage.Message);
    }

    [Theory]
    [InlineData("runs/metrics-", "flipped")]
    [InlineData("runs/metrics-", "missing")]
    [InlineData("runs/metrics-", "shorter")]
    [InlineData("events/events-", "flipped")]
    [InlineData("events/events-", "missing")]
    [InlineData("events/events-", "shorter")]
    [InlineData("artifacts/", "flipped")]
    [InlineData("artifacts/", "missing")]
    [InlineData("artifacts/", "shorter")]
    [InlineData("incoming/", "flipped")]
    [InlineData("incoming/", "shorter")]
    public async Task Damage_that_a_read_finds_names_the_file(string prefix, string how)
    {
        var disk = await WriteStore();
        await using var store = await TrackingSession.Open(disk, 2, new TrackingModel());
        var path = Damage(disk, prefix, how);

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(() => Read(store, prefix));

        var name = prefix == "incoming/" ? store.UploadIds[Part] : path[(path.LastIndexOf('/') + 1)..];
        Assert.NotNull(damage.File);
        Assert.Contains(name, damage.Message);
        Assert.Matches("from a backup|begin a new one", damage.Message);
    }

    [Fact]
    public async Task A_removed_manifest_is_reported_as_such()
    {
        var disk = await WriteStore();
        Assert.DoesNotContain("journal/journal-0000000000000001.log", disk.Paths("journal"));
        disk.Damage("manifest.json", null);

        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            () => TrackingSession.Open(disk, 2, new TrackingModel()));

        Assert.Contains("manifest.json' is missing", damage.Message);
        Assert.Contains("from a backup", damage.Message);
    }

    private static async Task Read(TrackingSession store, string prefix)
    {
        if (prefix != "incoming/") await TrackingFacts.Read(store);
        else await store.Artifacts.CompleteUpload(store.UploadIds[Part] = UploadOf(store), default);
    }

    private static UploadId UploadOf(TrackingSession store) =>
        Assert.Single(store.Engine.State.Uploads.All, upload => upload.Path == Part).UploadId;

    private static string Flip(SimulatedDisk disk, string prefix) => Damage(disk, prefix, "flipped");

    private static string Damage(SimulatedDisk disk, string prefix, string how)
    {
        var path = prefix == "manifest.json" ? prefix : disk.Paths(prefix.Split('/')[0])
            .Last(path => path.StartsWith(prefix, StringComparison.Ordinal));
        var bytes = disk.Bytes(path);
        var last = Array.FindLastIndex(bytes, value => value != 0);
        disk.Damage(path, how switch
        {
            "flipped" => [.. bytes[..(last / 2)], (byte)(bytes[last / 2] ^ 1), .. bytes[(last / 2 + 1)..]],
            "shorter" => bytes[..^1],
            _ => null,
        });
        return path;
    }

    /// <summary>
    /// Writes a store with points, events and artifacts that are read from files, an upload of two parts, and a journal
    /// that begins after the first frame.
    /// </summary>
    private static async Task<SimulatedDisk> WriteStore()
    {
        var disk = new SimulatedDisk();
        var model = new TrackingModel();
        model.CreateExperiment("Default");
        await using (var store = await TrackingSession.Open(disk, 1, model))
        {
            await TrackingWorkload.RunShort(store, step => step());
            await store.WriteArtifact("a", "a/model.bin", TrackingWorkload.Bytes(7, 700));
            await store.BeginUpload(Part);
            await store.AppendUpload(Part, TrackingWorkload.Bytes(8, 500));
            await store.AppendUpload(Part, TrackingWorkload.Bytes(9, 500));
            await store.Checkpoint();
        }

        return disk.Crash(CrashMode.DropUnsynced);
    }
}
