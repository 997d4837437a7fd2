using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Writes the state to document and metric segments in the background, and then deletes the journal segments that
/// these cover. A checkpoint takes effect when its manifest is renamed. A crash before that leaves the previous
/// checkpoint and a longer journal.
/// </summary>
internal sealed class Checkpointer<TState> : IAsyncDisposable where TState : LocalState
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private readonly LocalEngine<TState> engine;
    private readonly LocalEngineParts<TState> parts;
    private readonly LiveManifest live;
    private readonly SemaphoreSlim runLock = new(1);
    private readonly CancellationTokenSource stop = new();
    private volatile StoreActivity activity;
    private CheckpointCut? openCut;
    private long lastRun;
    private Task loop = Task.CompletedTask;

    public Checkpointer(LocalEngine<TState> engine, LocalEngineParts<TState> parts, Manifest manifest)
    {
        this.engine = engine;
        this.parts = parts;
        live = new LiveManifest(parts.Disk, manifest, parts.Log);
        lastRun = parts.Time.GetTimestamp();
    }

    public LiveSegments Segments => live.Segments;

    public Manifest Manifest => live.Current;

    public StoreActivity Activity => activity;

    /// <summary>The exception of the last checkpoint; null when it succeeded.</summary>
    public Exception? Failure { get; private set; }

    public void Start()
    {
        if (parts.Options.Background) loop = Task.Run(Loop);
    }

    /// <summary>Writes a checkpoint of everything that is durable now. A failure changes nothing.</summary>
    public async Task Run()
    {
        await runLock.WaitAsync().ConfigureAwait(false);
        try
        {
            live.Confirm();
            await RunMeasured(StoreActivity.Checkpoint, WriteCheckpoint).ConfigureAwait(false);
            await RunMeasured(StoreActivity.Compaction, Compact).ConfigureAwait(false);
            Failure = null;
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
        finally
        {
            lastRun = parts.Time.GetTimestamp();
            runLock.Release();
        }
    }

    /// <summary>See <see cref="LiveManifest.Reload"/>.</summary>
    public void Reload(Func<Manifest> load) => live.Reload(load);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        if (parts.Options.Background) await TryRun().ConfigureAwait(false);
        await live.Close().ConfigureAwait(false);
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(PollInterval, parts.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false))
            {
                if (IsDue()) await TryRun().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private bool IsDue() =>
        parts.Time.GetElapsedTime(lastRun) >= parts.Options.CheckpointInterval
        || engine.JournalBytes >= parts.Options.CheckpointJournalBytes
        // At half the limit on pending points at the latest: a checkpoint must be running before points are refused.
        || engine.State.Points?.Pending >= Math.Min(parts.Options.CheckpointPoints, parts.Options.PendingPoints / 2);

    private async Task TryRun()
    {
        try
        {
            await Run().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Out of memory, too: the loop must go on, and the probe reports the failure.
            StoreLog.CheckpointFailed(parts.Log, e);
        }
    }

    private async Task RunMeasured(StoreActivity kind, Func<Task<bool>> action)
    {
        var since = parts.Time.GetTimestamp();
        activity = kind;
        try
        {
            if (await action().ConfigureAwait(false)) parts.Metrics?.Ended(kind, parts.Time.GetElapsedTime(since));
        }
        finally
        {
            activity = StoreActivity.Idle;
        }
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> WriteCheckpoint()
    {
        await RestoreCut().ConfigureAwait(false);
        var reloadsBefore = live.Reloads;
        var cut = await engine.RunBetweenBatches((state, journal) => CheckpointCut.Take(state, journal.NextSequence))
            .ConfigureAwait(false);
        if (cut.IsEmpty) return false;
        openCut = cut;
        var writer = new CheckpointWriter(parts.Disk, Manifest, parts.Options);
        Manifest next;
        try
        {
            RequireFreeSpace();
            next = await Task.Run(() => writer.Write(cut)).ConfigureAwait(false);

            // Documents and latest metrics may have been written in a newer version than that of the cut.
            await engine.Barrier((TState)cut.State).ConfigureAwait(false);
            live.Publish(next, reloadsBefore);
            openCut = null;
        }
        catch
        {
            try
            {
                await RestoreCut().ConfigureAwait(false);
            }
            finally
            {
                live.Discard(writer.Written);
            }

            throw;
        }

        cut.State.Points?.Flushed(writer.Flushed);
        cut.State.Events.MarkWritten(next.LastEvent);
        var covered = await engine.RunBetweenBatches((_, journal) =>
        {
            journal.RetireBefore(cut.JournalFrom);
            return journal;
        }).ConfigureAwait(false);
        await Task.Run(covered.DeleteRetired).ConfigureAwait(false);
        StoreLog.Checkpoint(
            parts.Log, next.Generation, cut.Documents.Sum(documentCut => (long)documentCut.Count),
            writer.Flushed.Sum(series => series.Buffers.Sum(buffer => (long)buffer.Count)), cut.Events.Count);
        return true;
    }

    /// <summary>
    /// Gives the changes of a failed checkpoint back to the state, so that the next one writes them. Until that is done
    /// no other cut is taken: it would drop journal frames whose changes no segment has.
    /// </summary>
    private async Task RestoreCut()
    {
        if (openCut is not { } cut) return;
        await engine.RunBetweenBatches((state, _) =>
        {
            // A state that was reloaded since has them from the journal.
            if (ReferenceEquals(state, cut.State)) cut.Undo();
            return true;
        }).ConfigureAwait(false);
        openCut = null;
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> Compact()
    {
        var reloadsBefore = live.Reloads;
        var compaction = new MetricCompaction(parts.Disk, Manifest);
        if (!compaction.IsDue) return false;
        try
        {
            var next = await compaction.Write(live.Segments).ConfigureAwait(false);
            live.Publish(next, reloadsBefore);
            return true;
        }
        catch
        {
            live.Discard([compaction.Path]);
            throw;
        }
    }

    /// <summary>
    /// Requires space for as many bytes as the journal has, and for the documents that are written again.
    /// </summary>
    private void RequireFreeSpace()
    {
        var needed = engine.JournalBytes + (Manifest.Files.Sum(file => file.Bytes) / 4) + parts.Options.FreeBytesMin;
        var free = parts.Disk.FreeBytes();
        if (free >= needed) return;
        throw new StorageFullException(
            $"A checkpoint in '{parts.Disk.Describe("")}' needs {needed >> 20} MiB of free space; there are " +
            $"{free >> 20} MiB. Free some space. The journal still has everything that was acknowledged.");
    }
}
