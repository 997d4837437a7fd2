using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// One service's folder: a lock, a journal, the state in memory, and checkpoints. One thread decides the commits one
/// after another and writes all that are waiting as one frame. They complete after the sync of the frame.
/// </summary>
/// <remarks>
/// A decision reads the state, which already has the changes of the current batch; a reader may see them too. Neither
/// completes before the batch is synced (<see cref="Barrier"/>), so no caller ever sees a change that could be lost.
/// </remarks>
internal sealed partial class LocalEngine<TState> : IAsyncDisposable where TState : LocalState
{
    private readonly LocalEngineParts<TState> parts;
    private readonly Channel<PendingCommit<TState>> queue;
    private readonly WriterLock writerLock;
    private readonly Checkpointer<TState> checkpointer;
    private readonly Thread writer;
    private readonly CommitBatch<TState> batch;
    private readonly MemoryBound memory;
    private Journal journal;
    private bool journalTruncated;
    private volatile bool closing;
    private volatile BatchGate gate = new();
    private volatile StorageUnavailableException? failure;
    private volatile TState state;

    private LocalEngine(LocalEngineParts<TState> parts, WriterLock writerLock, LoadedState<TState> loaded)
    {
        this.parts = parts;
        this.writerLock = writerLock;
        (state, journal) = (loaded.State, loaded.Journal);
        batch = new CommitBatch<TState>(parts.Time, parts.Metrics);
        memory = new MemoryBound(parts.Options, parts.Time);
        memory.Require(0, ChangeGrowth.None); // What was loaded may exceed a limit that was lowered.
        Claims = new FollowerClaims(parts.Time);
        queue = Channel.CreateBounded<PendingCommit<TState>>(
            new BoundedChannelOptions(parts.Options.QueuedCommits) { SingleReader = true });
        checkpointer = new Checkpointer<TState>(this, parts, loaded.Manifest);
        writer = new Thread(Write) { IsBackground = true, Name = $"tauro-{state.Service}-journal" };
        writer.UnsafeStart(); // Without the execution context of the request that opens the store.
        checkpointer.Start();
    }

    public TState State => state;

    public Disk Disk => parts.Disk;

    public LocalStoreOptions Options => parts.Options;

    public TimeProvider Time => parts.Time;

    public Checkpointer<TState> Checkpoints => checkpointer;

    public ILogger Log => parts.Log;

    public FollowerClaims Claims { get; }

    /// <inheritdoc cref="WriterLock.TakenFrom"/>
    public string? LockTakenFrom => writerLock.TakenFrom;

    public bool IsClosing => closing;

    /// <summary>The reason why the store is unavailable; null when it is available.</summary>
    public StorageUnavailableException? Failure => failure;

    /// <summary>
    /// The reason why no new journal segment can be created; null when one can. Commits that fit into the last segment
    /// are still accepted.
    /// </summary>
    public Exception? RotationFailure { get; private set; }

    public long JournalBytes => journal.Bytes;

    /// <summary>Whether the limit on memory is reached, so that nothing is added.</summary>
    public bool IsMemoryFull => memory.IsReached;

    /// <exception cref="StorageLockedException">Another live process writes to the folder.</exception>
    /// <exception cref="StorageCorruptException">A file is damaged or missing.</exception>
    public static LocalEngine<TState> Open(LocalEngineParts<TState> parts)
    {
        var writerLock = WriterLock.Acquire(parts.Disk, parts.Time, parts.Log);
        try
        {
            return new LocalEngine<TState>(parts, writerLock, LoadedState<TState>.Load(parts));
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Commits what <paramref name="decide"/> writes into the change, or returns its problem.</summary>
    public async ValueTask<StoreOutcome<T>> Commit<T>(
        Func<TState, Change, StoreOutcome<T>> decide, CancellationToken cancel)
    {
        var commit = new PendingCommit<TState, T>(decide, cancel, Time.GetTimestamp(), checkpointer.Activity);
        if (!queue.Writer.TryWrite(commit)) throw Refusal();
        return await commit.Done.ConfigureAwait(false);
    }

    private Exception Refusal() => closing
        ? new StorageUnavailableException("The store is closing. Try again after the service has restarted.")
        : new StorageBusyException(
            $"{parts.Options.QueuedCommits} commits are waiting to be written, which is the limit. Try again later.");

    /// <summary>Completes when everything that a reader has seen of a state is durable.</summary>
    /// <exception cref="StorageUnavailableException">
    /// The journal failed, and the changes that were not durable are undone.
    /// </exception>
    public ValueTask Barrier(TState seen)
    {
        if (failure is { } broken)
        {
            // Without writes, nothing else would make the writing thread try to recover.
            queue.Writer.TryWrite(new QueuedAction<TState, bool>(() => true));
            throw new StorageUnavailableException(broken.Message, broken);
        }

        // The gate is read first: a reload replaces the state before the gate.
        var current = gate;
        if (!ReferenceEquals(seen, state))
            throw new StorageUnavailableException("The store was reloaded during the read. Try again.");
        return current.HasChanges ? new ValueTask(current.Done) : default;
    }

    /// <summary>
    /// Runs an action on the writing thread between two batches, when all applied changes are durable.
    /// </summary>
    public async Task<T> RunBetweenBatches<T>(Func<TState, Journal, T> action)
    {
        var queued = new QueuedAction<TState, T>(() => RunAction(action));
        await queue.Writer.WriteAsync(queued).ConfigureAwait(false);
        return await queued.Done.ConfigureAwait(false);
    }

    /// <summary>Runs a short step on the writing thread, unless the state was reloaded.</summary>
    public Task RunStep(LocalState of, Action step) => RunBetweenBatches((current, _) =>
    {
        if (ReferenceEquals(current, of)) step();
        return true;
    });

    private T RunAction<T>(Func<TState, Journal, T> action)
    {
        if (failure is null) Flush();
        else TryRecover();
        if (failure is { } broken) throw broken;
        return action(state, journal);
    }

    /// <summary>Writes a last checkpoint, completes the queued commits, and releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await checkpointer.DisposeAsync().ConfigureAwait(false);
        closing = true;
        queue.Writer.TryComplete();
        await Task.Run(writer.Join).ConfigureAwait(false);
        journal.Dispose();
        state.Close();
        writerLock.Dispose();
    }

    private void Write()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (failure is not null) TryRecover();
            while (queue.Reader.TryRead(out var commit))
            {
                if (failure is null || commit.IsQueuedAction)
                {
                    Process(commit);
                    batch.Change.Clear();
                }
                else commit.Fail(new StorageUnavailableException(failure.Message, failure));
                if (batch.Bytes >= parts.Options.BatchBytes) Flush();
            }

            Flush();
        }
    }

    private void Process(PendingCommit<TState> commit)
    {
        var change = batch.Change;
        change.Begin(state);
        try
        {
            if (!commit.Decide(state, change)) return;
            if (!change.IsEmpty)
            {
                memory.Require(change.Bytes.Length, change.Growth);
                EnsureSpace(change.Bytes.Length);
            }
        }
        catch (Exception e)
        {
            commit.Fail(e);
            return;
        }

        try
        {
            if (!change.IsEmpty)
            {
                gate.Mark();
                batch.Append(change.Bytes);
                change.Apply();
            }

            batch.Add(commit);
        }
        catch (Exception e)
        {
            // A change that was applied in part: only a reload knows the state again.
            commit.Fail(FailBatch(e));
        }
    }

    /// <summary>
    /// Ensures that the bytes fit into the frame and the segment: flushes the batch or rotates when they do not.
    /// </summary>
    private void EnsureSpace(int bytes)
    {
        if (batch.Bytes + bytes <= Math.Min(journal.RemainingBytes, Frame.PayloadBytesMax)) return;

        // The decision depends on the flushed batch: when that fails, so does this commit, even after a recovery.
        if (Flush() is { } refused) throw refused;
        if (bytes <= journal.RemainingBytes) return;
        Rotate(bytes);
    }

    private void Rotate(int bytes)
    {
        try
        {
            journal.Rotate(bytes);
            RotationFailure = null;
        }
        catch (StorageFullException e)
        {
            RotationFailure = e;
            throw;
        }
        catch (IOException e)
        {
            RotationFailure = new StorageUnavailableException($"No journal segment could be created: {e.Message}", e);
            throw RotationFailure;
        }
    }

    /// <summary>Tries again to create a journal segment if that has failed.</summary>
    public Task<bool> RetryRotation() => RunBetweenBatches((_, _) =>
    {
        if (RotationFailure is not null) Rotate(1);
        return true;
    });

    /// <summary>Writes the batch. Returns the exception if that fails, otherwise null.</summary>
    private StorageUnavailableException? Flush()
    {
        if (batch.IsEmpty) return null;
        try
        {
            if (batch.Bytes > 0) batch.WriteTo(journal, checkpointer.Activity);
        }
        catch (Exception e)
        {
            // Out of memory, too: what is on the disk is unknown after any failure.
            return FailBatch(e);
        }

        var opened = gate;
        if (batch.Bytes > 0)
        {
            gate = new BatchGate();
            opened.Open();
            state.Events.Publish();
        }

        batch.Complete(checkpointer.Activity);
        return null;
    }
}
