using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>The manifest that is in force, and the metric segments that it names.</summary>
/// <remarks>
/// When the rename of a new manifest or its sync fails, either manifest may be the one on the disk. The files of both
/// are then kept, and the previous manifest stays in force in memory. <see cref="Confirm"/> writes the previous
/// manifest again; after that the files of the other one are deleted.
/// </remarks>
internal sealed class LiveManifest
{
    private readonly Disk disk;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private volatile LiveSegments segments;
    private Manifest current;
    private Manifest? unconfirmed;
    private int reloads;
    private long lastNumber;

    public LiveManifest(Disk disk, Manifest loaded, ILogger log)
    {
        (this.disk, this.log, current, lastNumber) = (disk, log, loaded, loaded.Generation);
        segments = LiveSegments.Empty(disk).With(loaded);
    }

    public LiveSegments Segments => segments;

    public Manifest Current
    {
        get
        {
            lock (gate) return current;
        }
    }

    /// <summary>How often the state was reloaded. What was taken from an earlier state is not published.</summary>
    public int Reloads
    {
        get
        {
            lock (gate) return reloads;
        }
    }

    /// <summary>Returns a number for the names of new segments, which no other segment has.</summary>
    public long NextNumber()
    {
        lock (gate) return ++lastNumber;
    }

    /// <summary>
    /// Runs an action while no manifest is published, and continues with the manifest that it loads. The writing thread
    /// calls it to reload the state.
    /// </summary>
    public void Reload(Func<Manifest> load)
    {
        lock (gate)
        {
            reloads++;
            var loaded = load();
            (current, unconfirmed) = (loaded, null);
            lastNumber = Math.Max(lastNumber, loaded.Generation);
            segments = segments.With(loaded);
        }
    }

    /// <summary>Rewrites the manifest that is in force if it is unknown which manifest is on the disk.</summary>
    public void Confirm()
    {
        lock (gate)
        {
            if (unconfirmed is not { } other) return;

            // With the generation of the other manifest, so that no later file reuses the name of one of its files.
            var again = current with { Generation = other.Generation };
            again.WriteTemporary(disk);
            Manifest.Replace(disk);
            (current, unconfirmed) = (again, null);
            DeleteFiles(other, again);
        }
    }

    /// <summary>
    /// Puts a changed manifest in force. The rename is the commit point: when this throws, the manifest is not in force
    /// here, and after the rename it cannot throw.
    /// </summary>
    /// <param name="change">Returns the new manifest, from the one in force.</param>
    /// <param name="reloadsBefore">The number of reloads when its content was taken from the state.</param>
    /// <returns>The new manifest.</returns>
    public Manifest Publish(Func<Manifest, Manifest> change, int reloadsBefore)
    {
        LiveSegments before;
        Manifest replaced, next;
        lock (gate)
        {
            if (reloads != reloadsBefore)
                throw new StorageUnavailableException("The store was reloaded while the checkpoint was written.");
            Confirm();
            (before, replaced) = (segments, current);
            next = change(replaced) with { Generation = ++lastNumber };
            var after = before.With(next);
            next.WriteTemporary(disk);
            unconfirmed = next;
            Manifest.Replace(disk);
            (segments, current, unconfirmed) = (after, next, null);
        }

        DeleteFiles(replaced, next);
        _ = before.CloseMissing(segments);
        return next;
    }

    /// <summary>
    /// Deletes the files of a failed checkpoint, except those that a manifest names which is or may be on the disk. A
    /// reload may have found it there.
    /// </summary>
    public void Discard(IReadOnlyList<string> written)
    {
        lock (gate)
        {
            var named = current.Files.Concat(unconfirmed?.Files ?? []).Select(file => file.Path).ToHashSet();
            foreach (var path in written.Where(path => !named.Contains(path))) OrphanedFiles.Delete(disk, path, log);
        }
    }

    /// <summary>Closes all segments.</summary>
    public Task Close() => segments.CloseMissing(LiveSegments.Empty(disk));

    private void DeleteFiles(Manifest dead, Manifest live)
    {
        try
        {
            var kept = live.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var file in dead.Files.Where(file => !kept.Contains(file.Path)))
                OrphanedFiles.Delete(disk, file.Path, log);
        }
        catch (Exception e)
        {
            // The next opening of the store deletes what no manifest names.
            StoreLog.DeleteFailed(log, Manifest.FileName, e);
        }
    }
}
