using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to the artifact catalogue. Bytes are made durable before the write and deleted after it.
/// </summary>
public static class ArtifactWrites
{
    /// <summary>Files deleted in one commit; fewer if their paths have many bytes.</summary>
    public const int FilesMax = 10_000;

    /// <summary>Adds received bytes to the catalogue.</summary>
    /// <param name="entry">The path.</param>
    /// <param name="received">The received file.</param>
    /// <param name="createEvent">Creates the event; null for none.</param>
    /// <param name="uploadedBytes">The bytes of the upload that the file was made of.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<WrittenArtifact>>> Put(
        ArtifactEntry entry, StoredArtifact received, Func<Artifact, LifecycleEvent>? createEvent,
        long uploadedBytes = 0)
    {
        if (entry.CheckWritable() is { } problem) return problem;
        if (entry.FindRoom(uploadedBytes)?.Check(received.SizeBytes) is { } overQuota) return overQuota;
        var artifact = received.ToArtifact(received.Path);
        return new Decision<ArtifactFact, Freed<WrittenArtifact>>(
            [new ArtifactFact.PutArtifact(received)],
            createEvent is null ? [] : [createEvent(artifact)],
            new(new WrittenArtifact(artifact, entry.File is null), entry.File is { } file ? [file.Blob] : []));
    }

    /// <summary>
    /// Deletes a file, or as many files below a directory as one commit takes. Each commit has an event, since it may
    /// be the last one before a crash.
    /// </summary>
    /// <param name="entry">The path.</param>
    /// <param name="below">The files below it; enumerated only as far as this commit goes.</param>
    /// <param name="deletionId">A new id.</param>
    /// <param name="createEvent">Creates the event from the number of files; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<DeletedArtifacts>>> Delete(
        ArtifactEntry entry, IEnumerable<StoredArtifact> below, string deletionId,
        Func<int, LifecycleEvent>? createEvent)
    {
        StoredArtifact[] found = entry.File is { } file ? [file] : [.. below.Take(FilesMax + 1)];
        if (found.Length == 0) return entry.NotFound();
        var deleted = found.Take(CommitBytes.CountFitting(
            found.Take(FilesMax), artifact => PageBytes.Estimate(artifact.ToArtifact(artifact.Path)))).ToArray();
        var more = deleted.Length < found.Length;
        List<ArtifactFact> facts = [.. deleted.Select(artifact => new ArtifactFact.RemoveArtifact(artifact.Path))];
        facts.Add(new ArtifactFact.PutDeletion(
            new StoredDeletion(deletionId, [.. deleted.Select(artifact => artifact.Path)])));
        return new Decision<ArtifactFact, Freed<DeletedArtifacts>>(
            facts,
            createEvent is null ? [] : [createEvent(deleted.Length)],
            new(new DeletedArtifacts(deleted.Length, more), [.. deleted.Select(artifact => artifact.Blob)]));
    }

    /// <summary>Removes a deletion whose bytes are deleted.</summary>
    public static Decision<ArtifactFact, Done> FinishDeletion(StoredDeletion deletion) =>
        Decision<ArtifactFact, Done>.From(new ArtifactFact.RemoveDeletion(deletion.DeletionId), default);
}
