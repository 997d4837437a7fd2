using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

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
    private readonly SemaphoreSlim checkpointLock = new(1);
    private readonly SemaphoreSlim publishLock = new(1);
    private readonly SegmentMerger<TState> merger;
    private readonly CancellationTokenSource stop = new();
    private volatile bool isCheckpointing;
    private CheckpointCut? openCut;
    private long lastRun;
    private long checkpointed;
    private Task loop = Task.CompletedTask;
    private Task merging = Task.CompletedTask;

    public Checkpointer(LocalEngine<TState> engine, LocalEngineParts<TState> parts, Manifest manifest)
    {
        this.engine = engine;
        this.parts = parts;
        live = new LiveManifest(parts.Disk, manifest, parts.Log);
        merger = new SegmentMerger<TState>(engine, parts, live, publishLock);
        lastRun = checkpointed = parts.Time.GetTimestamp();
    }

    /// <summary>The time since a checkpoint was last written, or had nothing to write.</summary>
    public TimeSpan CheckpointAge => parts.Time.GetElapsedTime(Interlocked.Read(ref checkpointed));

    /// <summary>Merges the segments that checkpoints write.</summary>
    public SegmentMerger<TState> Merger => merger;

    public LiveSegments Segments => live.Segments;

    public Manifest Manifest => live.Current;

    public StoreActivity Activity =>
        isCheckpointing ? StoreActivity.Checkpoint : merger.IsRunning ? StoreActivity.Compaction : StoreActivity.Idle;

    /// <summary>The exception of the last checkpoint; null when it succeeded.</summary>
    public Exception? Failure { get; private set; }

    public void Start()
    {
        if (parts.Options.Background) loop = Task.Run(Loop);
    }

    /// <summary>Writes a checkpoint, then merges segments.</summary>
    public async Task Run()
    {
        await Checkpoint().ConfigureAwait(false);
        await merger.Run().ConfigureAwait(false);
    }

    /// <summary>Writes a checkpoint of everything that is durable now. A failure changes nothing.</summary>
    public async Task Checkpoint()
    {
        await checkpointLock.WaitAsync().ConfigureAwait(false);
        var since = parts.Time.GetTimestamp();
        isCheckpointing = true;
        try
        {
            live.Confirm();
            if (await WriteCheckpoint().ConfigureAwait(false))
                parts.Metrics?.Ended(StoreActivity.Checkpoint, parts.Time.GetElapsedTime(since));
            Interlocked.Exchange(ref checkpointed, parts.Time.GetTimestamp());
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
            isCheckpointing = false;
            checkpointLock.Release();
        }
    }

    /// <summary>See <see cref="LiveManifest.Reload"/>.</summary>
    public void Reload(Func<Manifest> load) => live.Reload(load);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await merger.Cancel().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        await merging.ConfigureAwait(false);
        if (parts.Options.Background) await Try(Checkpoint, StoreLog.CheckpointFailed).ConfigureAwait(false);
        await live.Close().ConfigureAwait(false);
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(PollInterval, parts.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false))
            {
                if (!IsDue()) continue;
                await Try(Checkpoint, StoreLog.CheckpointFailed).ConfigureAwait(false);

                // Not before the next checkpoint: a merge of large segments takes longer than that may wait.
                if (merging.IsCompleted) merging = Task.Run(() => Try(merger.Run, StoreLog.MergeFailed));
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

    private async Task Try(Func<Task> action, Action<ILogger, Exception> log)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // Out of memory, too: the loop must go on, and the probe reports the failure.
            log(parts.Log, e);
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
        var writer = new CheckpointWriter(parts.Disk, Manifest, live.NextNumber(), parts.Options);
        try
        {
            await WriteCheckpoint(cut, writer, reloadsBefore).ConfigureAwait(false);
        }
        catch when (openCut is not null)
        {
            try
            {
                await RestoreCut().ConfigureAwait(false);
            }
            finally
            {
                foreach (var (table, segment, _) in writer.Documents) table.CloseSegment(segment);
                live.Discard(writer.Written);
            }

            throw;
        }

        return true;
    }

    private async Task WriteCheckpoint(CheckpointCut cut, CheckpointWriter writer, int reloadsBefore)
    {
        Manifest next;
        await Task.Run(() => writer.Write(cut)).ConfigureAwait(false);
        await publishLock.WaitAsync().ConfigureAwait(false);
        try
        {
            // Documents and latest metrics may have been written in a newer version than that of the cut.
            await engine.Barrier((TState)cut.State).ConfigureAwait(false);
            next = live.Publish(manifest => writer.AddTo(manifest, cut), reloadsBefore);
            openCut = null;
            cut.State.Points?.Flushed(writer.Flushed);
            cut.State.Events.MarkWritten(next.LastEvent);
            if (next.Trail is { } trail) cut.State.Trail.MarkWritten(trail.Sequence);
            foreach (var (table, segment, documents) in writer.Documents)
            {
                foreach (var few in documents.Chunk(DocumentTable.StepDocuments))
                    await engine.RunStep(cut.State, () => table.Stored(segment, few)).ConfigureAwait(false);
            }
        }
        finally
        {
            publishLock.Release();
        }

        var covered = await engine.RunBetweenBatches((_, journal) =>
        {
            journal.RetireBefore(cut.JournalFrom);
            return journal;
        }).ConfigureAwait(false);
        await Task.Run(covered.DeleteRetired).ConfigureAwait(false);
        StoreLog.Checkpoint(
            parts.Log, next.Generation, cut.Documents.Sum(documentCut => (long)documentCut.Count),
            writer.Flushed.Sum(series => series.Buffers.Sum(buffer => (long)buffer.Count)), cut.Events.Count);
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
}
