using System.Security.Cryptography;
using Tauro.Contracts.Artifacts;
using Tauro.Storage.Disks;

namespace Tauro.Storage.Local;

/// <summary>
/// The files of a local artifact store. A file's bytes become durable as <c>incoming/{id}</c>, then a commit names that
/// id, then the file is renamed to <c>artifacts/{path}</c>. The states a crash leaves:
/// 1. in <c>incoming/</c>, named by no artifact and no upload: never committed, deleted;
/// 2. in <c>incoming/</c>, named by an artifact: committed, the rename is made up for;
/// 3. in <c>incoming/</c>, named by an upload: kept, to go on;
/// 4. under its path, though a deletion names it and no artifact does: the deletion is made up for.
/// </summary>
internal sealed class ArtifactFiles(Disk disk, long freeBytesMin)
{
    private const int ChunkBytes = 128 << 10;
    private const long LookAtFreeBytesEvery = 64 << 20;
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

        foreach (var path in state.Deletions.All.SelectMany(deletion => deletion.Paths))
        {
            if (state.Artifacts.Find(path) is null) Delete(path);
        }
    }

    public DiskFile CreateIncoming(string id)
    {
        disk.CreateDirectory(Incoming);
        return disk.Create(PathOf(id));
    }

    public DiskFile OpenIncoming(string id) => disk.Open(PathOf(id), write: true);

    public void DeleteIncoming(string id) => disk.Delete(PathOf(id));

    /// <summary>Makes the file's bytes and its name in <c>incoming/</c> durable.</summary>
    public void Sync(DiskFile file)
    {
        file.Sync();
        disk.SyncDirectory(Incoming);
    }

    /// <summary>Copies a stream to its end, or to one byte more than it may have; answers where the file ends now.</summary>
    public async Task<long> Copy(
        Stream content, DiskFile file, long offset, long endMax, IncrementalHash? hash, CancellationToken cancel)
    {
        var buffer = new byte[ChunkBytes];
        var at = offset;
        var look = at;
        while (at <= endMax)
        {
            var count = await content.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (count == 0) break;
            if (at >= look)
            {
                RequireRoom(count);
                look = at + LookAtFreeBytesEvery;
            }

            Guarded(() => file.Write(buffer.AsSpan(0, count), at));
            hash?.AppendData(buffer, 0, count);
            at += count;
        }

        return at;
    }

    /// <exception cref="StorageFullException">The disk has too little room for a file of this size.</exception>
    public void RequireRoom(long bytes)
    {
        var free = disk.FreeBytes();
        var needed = bytes + (bytes / 10) + freeBytesMin;
        if (free >= needed) return;
        throw new StorageFullException(
            $"The artifact needs {needed} bytes free in '{disk.Describe("artifacts")}', but {free} are. " +
            "Free some space; nothing was kept.");
    }

    /// <summary>Gives a committed file its name.</summary>
    public void Place(StoredArtifact artifact)
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
        try
        {
            return disk.Open($"artifacts/{artifact.Path}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return disk.Open(PathOf(artifact.Incoming));
        }
    }

    /// <summary>Deletes a file and the directories that it leaves empty.</summary>
    public void Delete(string artifactPath)
    {
        disk.Delete($"artifacts/{artifactPath}");
        ArtifactPath.TryParse(artifactPath, out var path, out _);
        for (var parent = path.Parent; !parent.IsRoot; parent = parent.Parent)
            disk.DeleteEmptyDirectory($"artifacts/{parent}");
    }

    public static void Guarded(Action write)
    {
        try
        {
            write();
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
