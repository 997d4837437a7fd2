using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A committed artifact in whose place is a directory with a file that the store does not know.</summary>
public sealed class UnplacedArtifactTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-unplaced-");
    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0 };

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("tracking")]
    [InlineData("registry")]
    public Task It_is_read_after_a_start_and_placed_when_there_is_room(string service) => service == "tracking"
        ? Test(() => new TrackingState(options))
        : Test(() => new RegistryState());

    [Fact]
    public async Task It_is_placed_in_the_background_when_there_is_room()
    {
        options.Background = true;
        await using var engine = Open(() => new TrackingState(options));
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        var stray = Path.Combine(folder.FullName, "artifacts", "a", "stray");
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        await File.WriteAllTextAsync(stray, "");
        await Write(artifacts, "a");
        var placed = Path.Combine(folder.FullName, "artifacts", "a");
        Assert.False(File.Exists(placed));

        File.Delete(stray);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(placed), TimeSpan.FromMinutes(2)));
    }

    private async Task Test<TState>(Func<TState> newState) where TState : LocalState
    {
        var stray = Path.Combine(folder.FullName, "artifacts", "a", "stray");
        await using (var engine = Open(newState))
        {
            var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
            await Write(artifacts, "a/model.bin");
            await File.WriteAllTextAsync(stray, "");
            Assert.True((await artifacts.Delete(PathOf("a"))).IsOk);
            await Write(artifacts, "a");
            Assert.True(File.Exists(stray));
        }

        await using var opened = Open(newState);
        var found = await LocalArtifacts.Open(opened, Entropy.System);
        await using (var content = (await found.Open(PathOf("a"))).Value) Assert.Equal(3, content.Artifact.SizeBytes);

        File.Delete(stray);
        await Write(found, "b");
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "artifacts", "a")));
    }

    private static async Task Write(ArtifactStore artifacts, string path) =>
        Assert.True((await artifacts.Write(PathOf(path), new MemoryStream([1, 2, 3]), default)).IsOk);

    private static ArtifactPath PathOf(string value)
    {
        Assert.True(ArtifactPath.TryParse(value, out var path, out _));
        return path;
    }

    private LocalEngine<TState> Open<TState>(Func<TState> newState) where TState : LocalState =>
        LocalEngine<TState>.Open(new LocalEngineParts<TState>(
            new FolderDisk(folder.FullName), newState, options, TimeProvider.System, NullLogger.Instance));
}
