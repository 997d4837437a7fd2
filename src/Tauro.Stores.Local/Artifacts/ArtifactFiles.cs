using Microsoft.Extensions.Logging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// The files under <c>artifacts/</c>. A file's bytes become durable as <c>incoming/{key}</c>, then a commit refers to
/// that key, then the file is renamed to <c>artifacts/{path}</c>. After a crash, a file can be in these states:
/// 1. in <c>incoming/</c>, no artifact or part of an upload refers to it: it was never committed, and is deleted;
/// 2. in <c>incoming/</c>, an artifact refers to it: it was committed, and is renamed now;
/// 3. in <c>incoming/</c>, a part of an upload refers to it: it is kept, so that the upload can continue;
/// 4. at its path, a deletion refers to it and no artifact does: it is deleted now.
/// A failed rename also leaves state 2: the file is read from <c>incoming/</c> until a later attempt succeeds.
/// </summary>
internal sealed class ArtifactFiles(Disk disk, FolderBlobStore blobs, ILogger log)
{
    /// <summary>Completes what a crash interrupted.</summary>
    /// <returns>The artifacts whose files could not be renamed.</returns>
    public async Task<IReadOnlyList<StoredArtifact>> Recover(LocalState state)
    {
        var named = state.Artifacts.All.ToLookup(artifact => artifact.Blob, StringComparer.Ordinal);
        var parts = state.Uploads.All.SelectMany(upload => state.PartsOf(upload.UploadId))
            .Select(part => part.Blob).ToHashSet(StringComparer.Ordinal);
        var unplaced = new List<StoredArtifact>();
        await foreach (var key in blobs.List(CancellationToken.None).ConfigureAwait(false))
        {
            if (named[key].FirstOrDefault() is { } artifact)
            {
                if (!TryPlace(artifact)) unplaced.Add(artifact);
            }
            else if (!parts.Contains(key)) OrphanedFiles.Delete(disk, FolderBlobStore.PathOf(key), log);
        }

        return unplaced;
    }

    /// <summary>Renames a committed file to its path.</summary>
    /// <returns>False if the rename failed. The file is read from <c>incoming/</c> until an attempt succeeds.</returns>
    public bool TryPlace(StoredArtifact artifact)
    {
        try
        {
            Place(artifact);
            return true;
        }
        catch (Exception e)
        {
            // Catches any exception: the artifact is committed, so a later failure must not fail the write.
            StoreLog.PlaceFailed(log, artifact.Path, e);
            return false;
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
                disk.Rename(FolderBlobStore.PathOf(artifact.Blob), path);
                disk.SyncDirectory(directory);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 10)
            {
                // Another deletion removed the directory while it was empty.
            }
        }
    }

    /// <summary>Returns the key that opens the file of an artifact.</summary>
    public string KeyOf(StoredArtifact artifact) =>
        // Look in incoming/ first: the file at its path may still be the one that it replaces.
        blobs.Has(artifact.Blob) ? artifact.Blob : $"artifacts/{artifact.Path}";

    /// <summary>Deletes a file. After a crash before <see cref="FinishDeletion"/>, it may exist again.</summary>
    public void Delete(string artifactPath) => disk.Delete($"artifacts/{artifactPath}");

    /// <summary>Makes deletions durable, then deletes the directories that are empty now.</summary>
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

        foreach (var parent in parents.Reverse()) disk.DeleteEmptyDirectory(parent); // Deepest first.
    }

    private void SyncIfThere(string directory)
    {
        try
        {
            disk.SyncDirectory(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Another deletion removed the directory, so the file's name is gone too.
        }
    }
}
