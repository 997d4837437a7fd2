using Tauro.Contracts.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The events to commit with files that are written by path. Only a file in the folder of an existing run has events;
/// any other path is allowed, without an event.
/// </summary>
internal sealed class ProxiedFiles(IRunStore runs)
{
    public async ValueTask<Func<Artifact, PendingEvent>?> LoggedEvent(ArtifactPath path, CancellationToken cancel) =>
        (await FileOf(path, cancel))?.WrittenEvent;

    public async ValueTask<Func<int, PendingEvent>?> DeletedEvent(ArtifactPath path, CancellationToken cancel) =>
        (await FileOf(path, cancel))?.DeletedEvent;

    private async ValueTask<ArtifactFile?> FileOf(ArtifactPath path, CancellationToken cancel) =>
        await RunArtifacts.FindOwner(runs, path.Value, cancel) is { Relative.IsRoot: false } owned
            ? owned.ToFile()
            : null;
}
