using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Deletes the files of versions that were deleted, in the order of the event log and from a kept cursor: a crash
/// between the deletion and its files leaves nothing behind.
/// </summary>
internal sealed class FileSweep(
    IEventLog events,
    IArtifactStore artifacts,
    TimeProvider time,
    ILogger<FileSweep> log,
    IOptions<SourcingOptions> options) : BackgroundService
{
    private const string Follower = "file-sweep";
    private const int EventsPerRead = 500;

    private long position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                log.FollowerFailed(error, nameof(FileSweep), position, options.Value.BackoffMax);
                await Task.Delay(options.Value.BackoffMax, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        position = await events.GetCursor(Follower, stop);
        while (true)
        {
            var read = await events.Read(position, EventsPerRead, stop);
            if (read.Problem is { Code: ProblemCodes.EventsExpired })
            {
                position = await events.LastSequence(stop);
                log.FollowerExpired(nameof(FileSweep), position);
                continue;
            }

            var swept = false;
            foreach (var record in read.Value)
            {
                swept |= await Sweep(record, stop);
                position = record.Sequence;
            }

            // Without a deletion the cursor is not worth a write: reading some events again costs less.
            if (swept || read.Value.Count == EventsPerRead) await events.SetCursor(Follower, position, stop);
            if (read.Value.Count == 0) await events.WaitForNewer(position, stop);
        }
    }

    private async Task<bool> Sweep(EventRecord record, CancellationToken stop)
    {
        ArtifactPath root;
        switch (EventCatalog.Read(record))
        {
            case ModelVersionDeleted { ModelId: { } modelId, Version: var version }:
                root = VersionRoot.Of(modelId, version);
                break;
            case ModelDeleted { ModelId: { } modelId }:
                root = VersionRoot.Model(modelId);
                break;
            default:
                return false;
        }

        var deleted = await artifacts.Delete(root, null, stop);
        if (deleted.IsOk && deleted.Value > 0) log.FilesSwept(deleted.Value, root.Value);
        return true;
    }
}
