using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.Registry.Api.Artifacts;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Deletes the files of deleted versions, in the order of the event log and from a stored cursor. A crash between the
/// deletion of a version and that of its files therefore leaves no orphaned files.
/// </summary>
internal sealed class FileSweep(
    IEventLog events,
    ArtifactStore artifacts,
    TimeProvider time,
    ILogger<FileSweep> log,
    IOptions<SourcingOptions> options)
    : EventFollower(options.Value.ToSettings("file-sweep"), new LocalEventSource(events), events, time, log)
{
    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            await Sweep(record, cancel);
            yield return record.Sequence;
        }
    }

    private async Task Sweep(EventRecord record, CancellationToken stop)
    {
        ArtifactPath root;
        switch (Read(record))
        {
            case ModelVersionDeleted { ModelId: { } modelId, Version: var version }:
                root = VersionRoot.Get(modelId, version);
                break;
            case ModelDeleted { ModelId: { } modelId }:
                root = VersionRoot.GetModelPath(modelId);
                break;
            default:
                return;
        }

        var deleted = await artifacts.Delete(root, null, stop);
        if (deleted.IsOk && deleted.Value > 0) log.FilesSwept(deleted.Value, root.Value);
    }
}
