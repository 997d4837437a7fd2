using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to the artifact catalogue. Bytes are made durable before the write and deleted after it.
/// </summary>
public static class ArtifactWrites
{
    /// <summary>Adds received bytes to the catalogue.</summary>
    /// <param name="entry">The path.</param>
    /// <param name="received">The received file.</param>
    /// <param name="createEvent">Creates the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<WrittenArtifact>>> Put(
        ArtifactEntry entry, StoredArtifact received, Func<Artifact, LifecycleEvent>? createEvent)
    {
        if (entry.CheckWritable() is { } problem) return problem;
        var artifact = received.ToArtifact(received.Path);
        return new Decision<ArtifactFact, Freed<WrittenArtifact>>(
            [new ArtifactFact.PutArtifact(received)],
            createEvent is null ? [] : [createEvent(artifact)],
            new(new WrittenArtifact(artifact, entry.File is null), entry.File is { } file ? [file.Blob] : []));
    }

    /// <summary>Deletes a file, or all files below a directory; returns how many were deleted.</summary>
    /// <param name="entry">The path.</param>
    /// <param name="below">The files below it.</param>
    /// <param name="deletionId">A new id.</param>
    /// <param name="createEvent">Creates the event from the number of files; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<int>>> Delete(
        ArtifactEntry entry, IEnumerable<StoredArtifact> below, string deletionId,
        Func<int, LifecycleEvent>? createEvent)
    {
        IReadOnlyList<StoredArtifact> deleted = entry.File is { } file ? [file] : [.. below];
        if (deleted.Count == 0) return entry.NotFound();
        return new Decision<ArtifactFact, Freed<int>>(
            [
                .. deleted.Select(artifact => new ArtifactFact.RemoveArtifact(artifact.Path)),
                new ArtifactFact.PutDeletion(
                    new StoredDeletion(deletionId, [.. deleted.Select(artifact => artifact.Path)])),
            ],
            createEvent is null ? [] : [createEvent(deleted.Count)],
            new(deleted.Count, [.. deleted.Select(artifact => artifact.Blob)]));
    }

    /// <summary>Removes a deletion whose bytes are deleted.</summary>
    public static Decision<ArtifactFact, Done> FinishDeletion(StoredDeletion deletion) =>
        Decision<ArtifactFact, Done>.From(new ArtifactFact.RemoveDeletion(deletion.DeletionId), default);
}
