using Tauro.Contracts.Models;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>What damaged and missing files of the trail prevent, and which files a query does not open.</summary>
public sealed class TrailFileTests
{
    private const int Files = 8;

    [Theory]
    [InlineData(nameof(ManifestFileKind.Trail))]
    [InlineData(nameof(ManifestFileKind.TrailIndex))]
    public async Task A_damaged_file_does_not_stop_checkpoints_and_what_comes_after_it_is_found(string kind)
    {
        var isIndex = kind == nameof(ManifestFileKind.TrailIndex);
        await using var folder = TrailFolder.Open();
        await folder.Register("churn");
        await folder.Checkpoint();
        Flip(folder.Disk, LastPath(folder, isIndex ? ManifestFileKind.TrailIndex : ManifestFileKind.Trail));

        var added = await folder.Register("churn");
        await folder.Checkpoint();
        await folder.Register("churn");
        await folder.Checkpoint();

        Assert.Empty(folder.Engine.State.Trail.GetUnwritten());
        var versions = new TrailQuery("models/churn/versions/*", TrailAction.Created);
        var after = isIndex ? versions : versions with { After = 3 };
        Assert.Equal(
            isIndex ? 3 : 2, (await folder.Trail.Read(after with { CountMax = 10 })).Value.Items.Count);
        Assert.Equal(2, added.Version);
        Assert.Equal(isIndex, (await folder.Trail.Verify()).Value.Intact);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_index_is_written_again_at_the_start(bool isDamagedToo)
    {
        var disk = new SimulatedDisk();
        string trail, index;
        await using (var folder = TrailFolder.Open(disk))
        {
            for (var i = 0; i < 5; i++) await folder.Register($"m{i}");
            await folder.Checkpoint();
            (trail, index) = (LastPath(folder, ManifestFileKind.Trail), LastPath(folder, ManifestFileKind.TrailIndex));
        }

        var bytes = disk.Bytes(index);
        disk.Damage(index, null);
        if (isDamagedToo) Flip(disk, trail);
        await using var opened = TrailFolder.Open(disk.Crash(CrashMode.KeepAll), seed: 2);

        await opened.Register("new");
        if (isDamagedToo) return;
        Assert.Equal(bytes, opened.Disk.Bytes(index));
        Assert.Single((await opened.Trail.Read(new TrailQuery("models/m3", CountMax: 10))).Value.Items);
    }

    [Fact]
    public async Task Files_that_cannot_have_what_is_looked_for_are_not_opened()
    {
        await using var folder = TrailFolder.Open();
        var times = new List<long>();
        for (var i = 0; i < Files; i++)
        {
            await folder.Register("m");
            TrailFolder.Ok(await folder.Models.UpdateModel("m", new ModelChange(Description: $"{i}")));
            times.Add(folder.Clock.Last);
            await CheckpointToNewFile(folder);
        }

        TrailFolder.Ok(await folder.History.GetModel("m", times[0])); // So that the begin of the trail is known.
        var files = folder.Engine.Checkpoints.Manifest.Files;
        var (trails, indexes) = (PathsOf(files, ManifestFileKind.Trail), PathsOf(files, ManifestFileKind.TrailIndex));
        Assert.Equal((Files, Files), (trails.Count, indexes.Count));

        // The first and the last of eight are found without the other half.
        Assert.Equal(4, (await Without(trails[5..], new TrailQuery(Until: times[0]))).Count);
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => 4L - i),
            (await Without(trails[5..], new TrailQuery(Until: times[0], Descending: true))).Select(e => e.Sequence));
        var since = times[^2] + 1;
        Assert.Equal(3, (await Without(trails[..3], new TrailQuery(Since: since))).Count);
        Assert.Equal(2, (await Without(
            [.. trails[..3], .. indexes[..6]], new TrailQuery("models/m", Since: since, Descending: true))).Count);
        await Hide(folder.Disk, [.. trails[..3], .. indexes[..6]], async () => Assert.Equal(
            "6", TrailFolder.Ok(await folder.History.GetModel("m", times[^2])).Description));

        async Task<List<TrailEntry>> Without(List<string> paths, TrailQuery query)
        {
            List<TrailEntry> found = [];
            await Hide(folder.Disk, paths, async () => found = await TrailReplay.ReadAll(folder.Trail, query));
            return found;
        }
    }

    /// <summary>A checkpoint does not add to a damaged file, so this begins another one.</summary>
    private static async Task CheckpointToNewFile(TrailFolder folder)
    {
        if (folder.Engine.Checkpoints.Manifest.Trail is null)
        {
            await folder.Checkpoint();
            return;
        }

        var last = LastPath(folder, ManifestFileKind.Trail);
        Flip(folder.Disk, last);
        await folder.Checkpoint();
        Flip(folder.Disk, last);
    }

    private static async Task Hide(SimulatedDisk disk, List<string> paths, Func<Task> act)
    {
        var contents = paths.ConvertAll(disk.Bytes);
        paths.ForEach(path => disk.Damage(path, null));
        await act();
        foreach (var (path, bytes) in paths.Zip(contents)) disk.Damage(path, bytes);
    }

    private static List<string> PathsOf(IEnumerable<ManifestFile> files, ManifestFileKind kind) =>
        [.. files.Where(file => file.Kind == kind).OrderBy(file => file.First).Select(file => file.Path)];

    private static string LastPath(TrailFolder folder, ManifestFileKind kind) =>
        PathsOf(folder.Engine.Checkpoints.Manifest.Files, kind)[^1];

    private static void Flip(SimulatedDisk disk, string path)
    {
        var bytes = disk.Bytes(path);
        bytes[^2] ^= 1;
        disk.Damage(path, bytes);
    }
}
