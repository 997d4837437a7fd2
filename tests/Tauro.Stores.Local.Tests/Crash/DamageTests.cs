using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Bytes that change on the disk are detected; the store never serves less than it acknowledged.</summary>
public sealed class DamageTests
{
    [Theory]
    [InlineData("experiments", 1)]
    [InlineData("runs", 7)]
    [InlineData("events", 3)]
    [InlineData("evaluation", 3)]
    [InlineData("reviews", 3)]
    [InlineData("traces", 3)]
    public async Task A_missing_truncated_or_changed_segment_is_refused(string folder, int every)
    {
        var (disk, model) = await WriteStore();
        var live = Manifest.Read(disk).Files.Select(file => file.Path)
            .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(live);
        foreach (var path in live)
        {
            var bytes = disk.Bytes(path);
            await RequireRefused(disk, model, path, null);
            await RequireRefused(disk, model, path, bytes[..^1]);
            await RequireRefused(disk, model, path, []);
            for (var at = 0; at < bytes.Length; at += every)
                await RequireRefused(disk, model, path, Flip(bytes, at));
        }
    }

    [Fact]
    public async Task A_manifest_with_a_flipped_byte_is_refused()
    {
        var (disk, model) = await WriteStore();
        var bytes = disk.Bytes("manifest.json");
        for (var at = 0; at < bytes.Length - 1; at++)
            await RequireRefused(disk, model, "manifest.json", Flip(bytes, at));
    }

    [Fact]
    public async Task A_folder_without_its_manifest_or_journal_is_refused()
    {
        var (disk, model) = await WriteStore();
        await RequireRefused(disk, model, "manifest.json", null);
        foreach (var path in disk.Paths("journal")) disk.Damage(path, null);
        var before = disk.Paths("runs");
        await Assert.ThrowsAsync<StorageCorruptException>(() => TrackingSession.Open(disk, 2, model));
        disk.Damage("manifest.json", null);
        await Assert.ThrowsAsync<StorageCorruptException>(() => TrackingSession.Open(disk, 2, model));
        Assert.Equal(before, disk.Paths("runs"));
    }

    [Fact]
    public async Task A_refusal_names_the_damaged_file_once()
    {
        var (disk, model) = await WriteStore();
        var path = Manifest.Read(disk).Files.First(file => file.Kind == ManifestFileKind.Documents).Path;
        disk.Damage(path, Flip(disk.Bytes(path), 0));

        var refusal = await Assert.ThrowsAsync<StorageCorruptException>(() => TrackingSession.Open(disk, 2, model));

        Assert.Equal(2, refusal.Message.Split(path).Length);
        Assert.EndsWith("Restore it from a backup.", refusal.Message);
    }

    [Fact]
    public async Task Other_files_in_the_folders_of_the_segments_are_left_alone()
    {
        var (disk, model) = await WriteStore();
        disk.Damage("runs/export.parquet", [1]);
        disk.Damage("runs/runs-of-may.jsonl", [1]);
        await using var store = await TrackingSession.Open(disk, 2, model);

        Assert.True(disk.FileExists("runs/export.parquet") && disk.FileExists("runs/runs-of-may.jsonl"));
    }

    private static async Task RequireRefused(SimulatedDisk disk, TrackingModel model, string path, byte[]? bytes)
    {
        var damaged = disk.Crash(CrashMode.KeepAll);
        damaged.Damage(path, bytes);
        var refusal = await Record.ExceptionAsync(async () =>
        {
            await using var store = await TrackingSession.Open(damaged, 2, model);
            var found = await TrackingFacts.Read(store);

            // Damage in a part that no read needs may go undetected; what is read is complete.
            Assert.EndsWith(".parquet", path);
            Assert.Equal(model.Facts(), found);
        });
        if (refusal is not (null or StorageCorruptException)) Assert.Fail($"{path}: {refusal}");
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 0x01;
        return flipped;
    }

    /// <summary>
    /// Writes long series, so that a read needs the metric segments, old events, so that it needs their files, and
    /// reviews.
    /// </summary>
    private static async Task<(SimulatedDisk Disk, TrackingModel Model)> WriteStore()
    {
        var disk = new SimulatedDisk();
        var model = new TrackingModel();
        model.CreateExperiment("Default");
        await using (var store = await TrackingSession.Open(disk, 1, model))
        {
            await TrackingWorkload.RunShort(store, step => step());
            await TrackingWorkload.Reviews(store, step => step());
            await store.Checkpoint();
            model = store.Model;
        }

        return (disk.Crash(CrashMode.DropUnsynced), model);
    }
}
