using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Merges segments in the background, while checkpoints are written. A merge takes effect when its manifest is renamed.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="parts">The dependencies of the engine.</param>
/// <param name="live">The manifest in force.</param>
/// <param name="publishLock">
/// Held from the publication of a manifest until the state knows it: a merge must not replace segments before that.
/// </param>
internal sealed class SegmentMerger<TState>(
    LocalEngine<TState> engine, LocalEngineParts<TState> parts, LiveManifest live, SemaphoreSlim publishLock)
    where TState : LocalState
{
    private readonly SemaphoreSlim runLock = new(1);
    private readonly FailedMerges failed = new(parts.Time);
    private readonly CancellationTokenSource stop = new();
    private TState? searched;
    private long searchedRuns;
    private long progress = parts.Time.GetTimestamp();
    private volatile bool isRunning;

    public bool IsRunning => isRunning;

    /// <summary>Whether a merge is due that has not failed a short time ago.</summary>
    public bool IsDue => FindDue(engine.State) is not null;

    /// <summary>The time since a merge wrote something, or none was due.</summary>
    public TimeSpan Age => parts.Time.GetElapsedTime(Interlocked.Read(ref progress));

    /// <summary>The exception of the last merge that failed a short time ago; null when there is none.</summary>
    public Exception? Failure => failed.Last;

    /// <summary>Merges while that is due. A failure changes nothing, and does not stop other merges.</summary>
    public async Task Run()
    {
        await runLock.WaitAsync().ConfigureAwait(false);
        Exception? first = null;
        try
        {
            first = await FindRemoved(engine.State).ConfigureAwait(false);
            while (await Next().ConfigureAwait(false) is var (due, state, reloads))
            {
                var since = parts.Time.GetTimestamp();
                isRunning = true;
                try
                {
                    await Merge(due, state, reloads).ConfigureAwait(false);
                    parts.Metrics?.Ended(StoreActivity.Compaction, parts.Time.GetElapsedTime(since));
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    failed.Add(due, e);
                    first ??= e;
                }
            }

            Progressed();
        }
        finally
        {
            isRunning = false;
            runLock.Release();
        }

        if (first is not null) throw first;
    }

    /// <summary>Makes a running merge stop; <see cref="Run"/> then throws.</summary>
    public Task Cancel() => stop.CancelAsync();

    /// <summary>Finds the points of removed runs, if there are some since the last time.</summary>
    private async Task<Exception?> FindRemoved(TState state)
    {
        var removed = state.RemovedRuns;
        if (removed == (ReferenceEquals(state, searched) ? searchedRuns : 0)) return null;
        try
        {
            await live.Segments.FindRemoved(state.HasRun).ConfigureAwait(false);
            (searched, searchedRuns) = (state, removed);
            return null;
        }
        catch (Exception e)
        {
            // A damaged segment must not stop the merges of others.
            return e;
        }
    }

    private async Task<(Compaction Due, TState State, int Reloads)?> Next()
    {
        await publishLock.WaitAsync().ConfigureAwait(false);
        try
        {
            var (reloads, state) = (live.Reloads, engine.State);
            return FindDue(state) is { } due ? (due, state, reloads) : null;
        }
        finally
        {
            publishLock.Release();
        }
    }

    private Compaction? FindDue(TState state) =>
        Compaction.Due(parts.Disk, live.Current, live.Segments, state).FirstOrDefault(failed.MayTry);

    private async Task Merge(Compaction due, TState state, int reloadsBefore)
    {
        var path = due.PathOf(live.NextNumber());
        var move = SegmentMove.None;
        var isPublishing = false;
        RequireFreeSpace(due.Replaced.Sum(file => file.Bytes));
        try
        {
            var merged = await Task.Run(() => due.Write(path, Check)).ConfigureAwait(false);
            move = due.PrepareMove(merged, Check);
            await publishLock.WaitAsync().ConfigureAwait(false);
            isPublishing = true;

            // What was left out may have been removed by a commit that is not durable yet.
            await engine.Barrier(state).ConfigureAwait(false);
            live.Publish(manifest => manifest.Replace(due.Replaced, merged), reloadsBefore);
            live.Discard([path]); // If it has no items, the manifest does not name it.
            foreach (var step in move.Steps) await engine.RunStep(state, step).ConfigureAwait(false);
        }
        catch
        {
            due.Cancel(move);
            live.Discard([path]);
            throw;
        }
        finally
        {
            if (isPublishing) publishLock.Release();
        }
    }

    private void Check()
    {
        stop.Token.ThrowIfCancellationRequested();
        RequireFreeSpace(0);
        Progressed();
    }

    private void Progressed() => Interlocked.Exchange(ref progress, parts.Time.GetTimestamp());

    private void RequireFreeSpace(long bytes)
    {
        var needed = bytes + parts.Options.CompactionFreeBytesMin;
        var free = parts.Disk.FreeBytes();
        if (free >= needed) return;
        throw new StorageFullException(
            $"Merging segments in '{parts.Disk.Describe("")}' needs {needed >> 20} MiB of free space; there are "
            + $"{free >> 20} MiB. Free some space. Until then reads and starts take longer; nothing is lost.");
    }
}
