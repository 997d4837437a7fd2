using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// The files of a local artifact store. A file's bytes become durable as <c>incoming/{id}</c>, then a commit names that
/// id, then the file is renamed to <c>artifacts/{path}</c>. The states a crash leaves:
/// 1. in <c>incoming/</c>, named by no artifact and no upload: never committed, deleted;
/// 2. in <c>incoming/</c>, named by an artifact: committed, the rename is made up for;
/// 3. in <c>incoming/</c>, named by an upload: kept, to go on;
/// 4. under its path, though a deletion names it and no artifact does: the deletion is made up for.
/// A rename that fails leaves state 2, too: the file is read from <c>incoming/</c> until the store opens the next time.
/// </summary>
internal sealed class ArtifactFiles(Disk disk, long freeBytesMin, ILogger log)
{
    private const string Incoming = "incoming";

    /// <summary>Makes up for what a crash cut short.</summary>
    public void Recover(LocalState state)
    {
        var named = state.Artifacts.All.ToLookup(artifact => artifact.Incoming, StringComparer.Ordinal);
        foreach (var id in disk.ListFiles(Incoming))
        {
            if (named[id].FirstOrDefault() is { } artifact) Place(artifact);
            else if (state.Uploads.Find(id) is null) disk.Delete(PathOf(id));
        }

        var gone = state.Deletions.All.SelectMany(deletion => deletion.Paths)
            .Where(path => state.Artifacts.Find(path) is null).ToList();
        gone.ForEach(Delete);
        FinishDeletion(gone);
    }

    public DiskFile CreateIncoming(string id) => Guarded(() =>
    {
        disk.CreateDirectory(Incoming);
        return disk.Create(PathOf(id));
    });

    public DiskFile OpenIncoming(string id) => Guarded(() => disk.Open(PathOf(id), write: true));

    /// <summary>Deletes a file that nobody names; failing, it leaves that to the next opening of the store.</summary>
    public void DeleteIncoming(string id) => DeadFiles.Delete(disk, PathOf(id), log);

    /// <summary>Makes the file's bytes and its name in <c>incoming/</c> durable.</summary>
    public void Sync(DiskFile file) => Guarded(() =>
    {
        file.Sync();
        disk.SyncDirectory(Incoming);
    });

    /// <summary>
    /// Copies a stream to its end, or to one byte more than it may have; answers where the file ends now.
    /// </summary>
    public async Task<long> Copy(
        Stream content, DiskFile file, long offset, long endMax, IncrementalHash? hash, CancellationToken cancel)
    {
        await using var body = new IncomingBody(this, file, hash);
        return await body.Copy(content, offset, endMax, cancel).ConfigureAwait(false);
    }

    /// <exception cref="StorageFullException">The disk has too little room for a file of this size.</exception>
    public void RequireRoom(long bytes)
    {
        var free = disk.FreeBytes();
        var needed = bytes + (bytes / 10) + freeBytesMin;
        if (free >= needed) return;
        throw new StorageFullException(
            $"The artifact needs {needed} bytes free on the server's disk, but {free} are. " +
            "Free some space; nothing was kept.");
    }

    /// <summary>
    /// Gives a committed file its name. Failing, it leaves that to the next opening: the file is stored already.
    /// </summary>
    public void TryPlace(StoredArtifact artifact)
    {
        try
        {
            Place(artifact);
        }
        catch (IOException e)
        {
            StoreLog.PlaceFailed(log, artifact.Path, e);
        }
    }

    private void Place(StoredArtifact artifact)
    {
        var path = $"artifacts/{artifact.Path}";
        var directory = path[..path.LastIndexOf('/')];
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                disk.CreateDirectory(directory);
                disk.DeleteEmptyDirectory(path);
                disk.Rename(PathOf(artifact.Incoming), path);
                disk.SyncDirectory(directory);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 10)
            {
                // A deletion beside this one took the directory away while it was empty.
            }
        }
    }

    public DiskFile Open(StoredArtifact artifact)
    {
        // In incoming/ first: under its path there may still be the file that it replaces.
        var incoming = PathOf(artifact.Incoming);
        return disk.Open(disk.FileExists(incoming) ? incoming : $"artifacts/{artifact.Path}");
    }

    /// <summary>Deletes a file. It may come back in a crash before <see cref="FinishDeletion"/>.</summary>
    public void Delete(string artifactPath) => disk.Delete($"artifacts/{artifactPath}");

    /// <summary>Makes deletions durable, then takes away the directories that they left empty.</summary>
    public void FinishDeletion(IReadOnlyList<string> artifactPaths)
    {
        var parents = new SortedSet<string>(StringComparer.Ordinal);
        var synced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var artifactPath in artifactPaths)
        {
            var path = StoredPath.Parse(disk, artifactPath);
            var directory = $"artifacts/{path.Parent}".TrimEnd('/');
            if (synced.Add(directory)) SyncIfThere(directory);
            for (var parent = path.Parent; !parent.IsRoot; parent = parent.Parent) parents.Add($"artifacts/{parent}");
        }

        foreach (var parent in parents.Reverse()) disk.DeleteEmptyDirectory(parent); // The deepest first.
    }

    private void SyncIfThere(string directory)
    {
        try
        {
            disk.SyncDirectory(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Another deletion took it away, and the file's name with it.
        }
    }

    public static void Guarded(Action write) => Guarded(() =>
    {
        write();
        return true;
    });

    public static T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (DiskFullException e)
        {
            throw new StorageFullException("The disk is full; nothing was kept. Free some space and try again.", e);
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException($"The artifact could not be written: {e.Message}", e);
        }
    }

    private static string PathOf(string id) => $"{Incoming}/{id}";
}
