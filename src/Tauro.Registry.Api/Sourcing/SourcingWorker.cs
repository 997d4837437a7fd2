using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Access;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using Tauro.Events;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Fills versions with the files of their source runs, in the background. Pending versions are in the store and new
/// ones in the event log, so the worker stores nothing itself and a crash loses nothing.
/// </summary>
internal sealed class SourcingWorker(
    IModelStore store,
    IEventLog events,
    VersionFiller filler,
    RegistryMetrics metrics,
    TimeProvider time,
    ILogger<SourcingWorker> log,
    IOptions<SourcingOptions> options)
    : EventFollower(options.Value.ToSettings("sourcing"), new LocalEventSource(events), events, time, log)
{
    private readonly ConcurrentDictionary<VersionKey, Task> pending = new();
    private readonly SemaphoreSlim waitSlots = new(options.Value.WaitingMax);
    private readonly SemaphoreSlim workSlots = new(options.Value.ParallelMax);

    public override void Dispose()
    {
        base.Dispose();
        waitSlots.Dispose();
        workSlots.Dispose();
    }

    /// <summary>
    /// The position in the log is read before the sweep, so a version registered in between is seen twice, not missed.
    /// </summary>
    protected override async ValueTask<EventCursor> GetStart(CancellationToken cancel)
    {
        var newest = await OwnEvents.LastSequence(cancel);
        await Sweep(cancel);
        return new EventCursor(newest);
    }

    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            await StartIfPending(record, cancel);
            yield return record.Sequence;
        }
    }

    /// <summary>Saves no cursor: the store knows which versions are pending.</summary>
    protected override ValueTask<bool> SaveCursor(EventCursor cursor, CancellationToken cancel) => new(true);

    protected override Task Finish() => Task.WhenAll(pending.Values);

    protected override async ValueTask OnEventsMissed(CancellationToken cancel) => await Sweep(cancel);

    private async Task Sweep(CancellationToken stop)
    {
        foreach (var key in await PendingVersions.FindAll(store, stop)) await Start(key, stop);
    }

    private async Task StartIfPending(EventRecord record, CancellationToken stop)
    {
        // An event without a model id is from before the start, so the sweep has found its version.
        if (Read(record) is ModelVersionCreated
            {
                Status: ModelVersionStatus.PendingRegistration, Source: not null, ModelId: { } modelId,
            } created)
            await Start(new VersionKey(modelId, created.Version), stop);
    }

    private async Task Start(VersionKey key, CancellationToken stop)
    {
        if (pending.ContainsKey(key)) return;
        await waitSlots.WaitAsync(stop);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[key] = FillWithRetries(key, began.Task, stop);
        began.SetResult();
    }

    private async Task FillWithRetries(VersionKey key, Task began, CancellationToken stop)
    {
        await began;
        try
        {
            for (var attempt = 1; await Attempt(key, attempt, stop) is { } pause; attempt++)
                await Task.Delay(pause, Time, stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The version is still pending and is found at the next start.
        }
        finally
        {
            pending.TryRemove(key, out _);
            waitSlots.Release();
        }
    }

    /// <summary>Makes one attempt; returns the pause before the next one, or null when none is needed.</summary>
    private async Task<TimeSpan?> Attempt(VersionKey key, int attempt, CancellationToken stop)
    {
        await workSlots.WaitAsync(stop);
        ModelVersion? version = null;
        try
        {
            version = await PendingVersions.Find(store, key, stop);
            if (version is null) return null;
            CurrentWorkspace.Set(version.Workspace);
            await filler.Fill(version, attempt, stop);
            return null;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            // Whatever failed, the version is still pending; giving up would leave it pending forever.
            var pause = Pause(attempt);
            metrics.SourceAttempted(version?.ArtifactMode ?? ArtifactMode.Copy, "retried");
            log.VersionWaits(version?.Name ?? key.ModelId, key.Version, version?.Source, attempt, error.Message, pause);
            return pause;
        }
        finally
        {
            workSlots.Release();
        }
    }

    private TimeSpan Pause(int attempt)
    {
        var pause = options.Value.BackoffMin * Math.Pow(2, Math.Min(attempt - 1, 20));
        return pause < options.Value.BackoffMax ? pause : options.Value.BackoffMax;
    }
}
