using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>Checks the health of a local store.</summary>
internal sealed class LocalStoreProbe<TState>(LocalEngine<TState> engine) : IStoreProbe where TState : LocalState
{
    /// <summary>A checkpoint is late after so many of its intervals.</summary>
    private const int LateIntervals = 10;

    private static readonly TimeSpan LateMin = TimeSpan.FromMinutes(5);

    private readonly DiskProbe disk = new(engine.Disk, engine.Time, engine.Options.Background);

    public async ValueTask<StoreHealth> Check(CancellationToken cancel = default)
    {
        if ((engine.Failure ?? engine.RotationFailure) is not null) await TryRecover().ConfigureAwait(false);
        if (FreeBytes(out var free) is { } unreadable) return new StoreHealth(
            false, false, unreadable, new Dictionary<string, object>());
        var details = new Dictionary<string, object>
        {
            ["backend"] = "local",
            ["folder"] = engine.Disk.Describe(""),
            ["free_bytes"] = free,
            ["journal_bytes"] = engine.JournalBytes,
            ["documents"] = engine.State.Tables.Sum(table => (long)table.Count),
            ["search_columns"] = engine.State.ColumnCount,
            ["heap_bytes"] = GC.GetTotalMemory(forceFullCollection: false),
            ["pending_points"] = engine.State.Points?.Pending ?? 0,
            ["resident_points"] = engine.State.Points?.Resident ?? 0,
            ["last_event"] = engine.State.Events.LastDurable,
            ["checkpoint"] = engine.Checkpoints.Manifest.Generation,
            ["checkpoint_age_seconds"] = (long)engine.Checkpoints.CheckpointAge.TotalSeconds,
            ["compaction_age_seconds"] = (long)engine.Checkpoints.Merger.Age.TotalSeconds,
        };
        var usage = GetUsage(free);
        // What is not in the journal yet is in memory, so that reads need no journal.
        var refusal = (engine.Failure ?? engine.RotationFailure) is { } failure
            ? $"Writes are refused: {failure.Message}"
            : await disk.FindProblem(cancel).ConfigureAwait(false);
        if (refusal is not null) return new StoreHealth(false, true, refusal, details) { Disk = usage };
        var reason = engine.Checkpoints.Failure is { } failed
            ? $"The last checkpoint failed, so the journal grows: {failed.Message}"
            : engine.Checkpoints.Merger.Failure is { } unmerged
            ? $"Segments could not be merged: {unmerged.Message}"
            : engine.IsMemoryFull
            ? "The limit on memory is reached: new documents are refused. Raise LocalStore:MemoryBytes, or delete some."
            : free < engine.Options.ArtifactFreeBytesMin
                ? $"Only {free >> 20} MiB are free. Artifacts are refused; below "
                  + $"{engine.Options.FreeBytesMin >> 20} MiB all writes are."
                : FindLate();
        return new StoreHealth(true, reason is not null, reason, details) { Disk = usage };
    }

    private DiskUsage? GetUsage(long free)
    {
        try
        {
            return engine.Disk.TotalBytes() is > 0 and var total ? new DiskUsage(free, total) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Describes what has not ended for long, although it has something to do.</summary>
    private string? FindLate()
    {
        var checkpoints = engine.Checkpoints;
        var late = LateIntervals * engine.Options.CheckpointInterval;
        if (late < LateMin) late = LateMin; // A large checkpoint may take longer than many short intervals.
        return checkpoints.CheckpointAge > late && engine.JournalBytes > 0
            ? $"No checkpoint has ended for {checkpoints.CheckpointAge:g}; one is due every "
                + $"{engine.Options.CheckpointInterval:g}. The journal grows; see the log, and restart the service."
            : checkpoints.Merger.Age > late && checkpoints.Merger.IsDue
                ? $"No segments have been merged for {checkpoints.Merger.Age:g}, although some are due. "
                    + "Reads and starts become slower; see the log, and restart the service."
                : null;
    }

    private string? FreeBytes(out long free)
    {
        try
        {
            free = engine.Disk.FreeBytes();
            return null;
        }
        catch (IOException e)
        {
            free = 0;
            return $"The folder '{engine.Disk.Describe("")}' is unavailable: {e.Message}";
        }
    }

    /// <summary>Makes a failed store try to recover, which any action on its writing thread does.</summary>
    private async Task TryRecover()
    {
        try
        {
            await engine.RetryRotation().ConfigureAwait(false);
        }
        catch (StorageRefusalException)
        {
            // It has failed again, which the caller reads from the engine.
        }
    }
}
