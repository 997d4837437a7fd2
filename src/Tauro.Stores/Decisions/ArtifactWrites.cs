using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the artifact catalogue. Bytes are made durable before, and deleted after.</summary>
public static class ArtifactWrites
{
    /// <summary>Adds received bytes to the catalogue.</summary>
    /// <param name="place">The path.</param>
    /// <param name="received">The received file.</param>
    /// <param name="createEvent">Creates the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<WrittenArtifact>>> Put(
        ArtifactPlace place, StoredArtifact received, Func<Artifact, LifecycleEvent>? createEvent)
    {
        if (place.Obstacle() is { } problem) return problem;
        var artifact = received.ToArtifact(received.Path);
        return new Decision<ArtifactFact, Freed<WrittenArtifact>>(
            [new ArtifactFact.PutArtifact(received)],
            createEvent is null ? [] : [createEvent(artifact)],
            new(new WrittenArtifact(artifact, place.File is null), place.File is { } file ? [file.Incoming] : []));
    }

    /// <summary>Deletes a file, or all files below a directory; returns how many were deleted.</summary>
    /// <param name="place">The path.</param>
    /// <param name="below">The files below it.</param>
    /// <param name="deletionId">A new id.</param>
    /// <param name="createEvent">Creates the event from the number of files; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<int>>> Delete(
        ArtifactPlace place, IEnumerable<StoredArtifact> below, string deletionId,
        Func<int, LifecycleEvent>? createEvent)
    {
        IReadOnlyList<StoredArtifact> gone = place.File is { } file ? [file] : [.. below];
        if (gone.Count == 0) return place.NotFound();
        return new Decision<ArtifactFact, Freed<int>>(
            [
                .. gone.Select(artifact => new ArtifactFact.RemoveArtifact(artifact.Path)),
                new ArtifactFact.PutDeletion(
                    new StoredDeletion(deletionId, [.. gone.Select(artifact => artifact.Path)])),
            ],
            createEvent is null ? [] : [createEvent(gone.Count)],
            new(gone.Count, [.. gone.Select(artifact => artifact.Incoming)]));
    }

    /// <summary>Removes a deletion whose bytes are deleted.</summary>
    public static Decision<ArtifactFact, Done> FinishDeletion(StoredDeletion deletion) =>
        Decision<ArtifactFact, Done>.Of(new ArtifactFact.RemoveDeletion(deletion.DeletionId), default);
}
