using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A directory with more files than one commit deletes.</summary>
public sealed class LargeDeletionTests : IDisposable
{
    private const int Files = (2 * ArtifactWrites.FilesMax) + 1;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-large-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task All_files_are_deleted_and_each_commit_has_an_event_with_its_number_of_files()
    {
        var options = new LocalStoreOptions { FreeBytesMin = 0 };
        await using var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new FolderDisk(folder.FullName), () => new TrackingState(options), options, TimeProvider.System,
            NullLogger.Instance));
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        await engine.Commit<StoredArtifact, Done>((_, _) => new Decision<StoredArtifact, Done>(
            [.. Enumerable.Range(0, Files).Select(i => new StoredArtifact($"r/{i:D5}", 1, "", 0, $"in-{i}"))],
            [], default), static (state, change, artifact) => change.Put(state.Artifacts, artifact), default);
        Assert.True(ArtifactPath.TryParse("r", out var path, out _));
        var events = new LocalEventLog<TrackingState>(engine);
        var before = await events.LastSequence();

        var deleted = await artifacts.Delete(
            path, count => PendingEvent.From(new ArtifactDeleted(new("r"), $"{count} files")));

        Assert.Equal(Files, deleted.Value);
        Assert.Empty((await artifacts.List(ArtifactPath.Root, new PageRequest(), recursive: true)).Value.Items);
        Assert.Empty(engine.State.Deletions.All);
        Assert.Equal(
            [$"{ArtifactWrites.FilesMax} files", $"{ArtifactWrites.FilesMax} files", "1 files"],
            (await events.Read(before, 10)).Value.Select(record => ((ArtifactDeleted)EventCatalog.Read(record)!).Path));
    }
}
