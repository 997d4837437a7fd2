using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// One service's folder: a lock, a journal, the state it leads to, and checkpoints. Commits are decided one after
/// another by one thread, written as one frame with all that wait beside them, and answered after its sync.
/// </summary>
/// <remarks>
/// A decision reads the state, which holds the changes of its own batch already; a reader may see them too. Neither is
/// answered before the batch is synced (<see cref="Barrier"/>), so nothing that could be lost is ever told.
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
    private bool journalCut;
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
        queue = Channel.CreateBounded<PendingCommit<TState>>(
            new BoundedChannelOptions(parts.Options.QueuedCommits) { SingleReader = true });
        checkpointer = new Checkpointer<TState>(this, parts, loaded.Manifest);
        writer = new Thread(Write) { IsBackground = true, Name = $"tauro-{state.Service}-journal" };
        writer.UnsafeStart(); // It belongs to no request, so it carries none's context.
        checkpointer.Start();
    }

    public TState State => state;

    public Disk Disk => parts.Disk;

    public LocalStoreOptions Options => parts.Options;

    public TimeProvider Time => parts.Time;

    public Checkpointer<TState> Checkpoints => checkpointer;

    public ILogger Log => parts.Log;

    /// <summary>Why the store does not work just now; null when it does.</summary>
    public StorageUnavailableException? Failure => failure;

    /// <summary>
    /// Why the journal cannot grow just now; null when it can. What fits its last segment is still taken.
    /// </summary>
    public Exception? NoRoom { get; private set; }

    public long JournalBytes => journal.Bytes;

    /// <exception cref="StorageLockedException">Another live process writes to the folder.</exception>
    /// <exception cref="StorageCorruptException">A file does not hold what was written to it.</exception>
    public static LocalEngine<TState> Open(LocalEngineParts<TState> parts)
    {
        var writerLock = WriterLock.Take(parts.Disk, parts.Time, parts.Log);
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

    /// <summary>Commits what <paramref name="decide"/> writes into the change, or answers its refusal.</summary>
    public async ValueTask<StoreOutcome<T>> Commit<T>(
        Func<TState, Change, StoreOutcome<T>> decide, CancellationToken cancel)
    {
        var commit = new PendingCommit<TState, T>(decide, cancel, Time.GetTimestamp(), checkpointer.Activity);
        if (!queue.Writer.TryWrite(commit)) throw Refusal();
        return await commit.Done.ConfigureAwait(false);
    }

    private Exception Refusal() => closing
        ? new StorageUnavailableException("The store is closing; try again when it is back.")
        : new StorageBusyException(
            $"{parts.Options.QueuedCommits} commits wait to be written, the limit; try again in a moment.");

    /// <summary>Completes when all that a reader has seen so far of a state is durable.</summary>
    /// <exception cref="StorageUnavailableException">
    /// It never will be: the journal failed, and what was not durable is undone.
    /// </exception>
    public ValueTask Barrier(TState seen)
    {
        if (failure is { } broken)
        {
            // With nothing to write, nobody else would find out that the disk is well again.
            queue.Writer.TryWrite(new Interlude<TState, bool>(() => true));
            throw new StorageUnavailableException(broken.Message, broken);
        }

        // In this order: a new gate comes after the new state.
        var current = gate;
        if (!ReferenceEquals(seen, state))
            throw new StorageUnavailableException("The store was loaded anew while it was read; try again.");
        return current.HasChanges ? new ValueTask(current.Done) : default;
    }

    /// <summary>Runs on the writing thread between two batches, when all that was applied is durable.</summary>
    public async Task<T> BetweenBatches<T>(Func<TState, Journal, T> action)
    {
        var interlude = new Interlude<TState, T>(() => Interrupt(action));
        await queue.Writer.WriteAsync(interlude).ConfigureAwait(false);
        return await interlude.Done.ConfigureAwait(false);
    }

    private T Interrupt<T>(Func<TState, Journal, T> action)
    {
        if (failure is null) Flush();
        else TryRecover();
        if (failure is { } broken) throw broken;
        return action(state, journal);
    }

    /// <summary>Finishes what is queued, makes a last checkpoint, and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await checkpointer.DisposeAsync().ConfigureAwait(false);
        closing = true;
        queue.Writer.TryComplete();
        await Task.Run(writer.Join).ConfigureAwait(false);
        journal.Dispose();
        writerLock.Dispose();
    }

    private void Write()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (failure is not null) TryRecover();
            while (queue.Reader.TryRead(out var commit))
            {
                if (failure is null || commit.IsInterlude) Take(commit);
                else commit.Fail(new StorageUnavailableException(failure.Message, failure));
                if (batch.Bytes >= parts.Options.BatchBytes) Flush();
            }

            Flush();
        }
    }

    private void Take(PendingCommit<TState> commit)
    {
        var change = batch.Change;
        change.Begin();
        try
        {
            if (!commit.Decide(state, change)) return;
            if (change.Adds) memory.Require();
            if (!change.IsEmpty) MakeRoom(change.Bytes.Length);
        }
        catch (Exception e)
        {
            commit.Fail(e);
            return;
        }

        if (!change.IsEmpty)
        {
            gate.Mark();
            batch.Append(change.Bytes);
            change.Apply();
        }

        batch.Add(commit);
    }

    /// <summary>Sees to it that the bytes fit the frame and the segment beside those of the batch.</summary>
    private void MakeRoom(int bytes)
    {
        if (bytes > Frame.PayloadBytesMax)
            throw new StorageUnavailableException(
                $"The change has {bytes} bytes; one commit takes {Frame.PayloadBytesMax}. Make it in parts.");
        if (batch.Bytes + bytes <= Math.Min(journal.Room, Frame.PayloadBytesMax)) return;

        // What was decided rests on the batch before: when that is refused, so is this, though the store be well again.
        if (Flush() is { } refused) throw refused;
        if (bytes <= journal.Room) return;
        Rotate(bytes);
    }

    private void Rotate(int bytes)
    {
        try
        {
            journal.Rotate(bytes);
            NoRoom = null;
        }
        catch (StorageFullException e)
        {
            NoRoom = e;
            throw;
        }
        catch (IOException e)
        {
            NoRoom = new StorageUnavailableException($"No journal segment could be made: {e.Message}", e);
            throw NoRoom;
        }
    }

    /// <summary>Tries once more to make a segment, where that failed.</summary>
    public Task<bool> TryMakeRoom() => BetweenBatches((_, _) =>
    {
        if (NoRoom is not null) Rotate(1);
        return true;
    });

    /// <summary>Writes the batch; answers why it was refused, null when it was not.</summary>
    private StorageUnavailableException? Flush()
    {
        if (batch.IsEmpty) return null;
        try
        {
            if (batch.Bytes > 0) batch.WriteTo(journal, checkpointer.Activity);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Break(e);
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
