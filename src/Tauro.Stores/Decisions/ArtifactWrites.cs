using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the artifact catalogue. Bytes are made durable before, and deleted after.</summary>
public static class ArtifactWrites
{
    /// <summary>Adds received bytes to the catalogue.</summary>
    /// <param name="place">The path.</param>
    /// <param name="received">The received file.</param>
    /// <param name="happened">Creates the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<WrittenArtifact>>> Put(
        ArtifactPlace place, StoredArtifact received, Func<Artifact, LifecycleEvent>? happened)
    {
        if (place.Obstacle() is { } problem) return problem;
        var artifact = received.ToArtifact(received.Path);
        return new Decision<ArtifactFact, Freed<WrittenArtifact>>(
            [new ArtifactFact.PutArtifact(received)],
            happened is null ? [] : [happened(artifact)],
            new(new WrittenArtifact(artifact, place.File is null), place.File is { } file ? [file.Incoming] : []));
    }

    /// <summary>Deletes a file, or all files below a directory; returns how many were deleted.</summary>
    /// <param name="place">The path.</param>
    /// <param name="below">The files below it.</param>
    /// <param name="deletionId">A new id.</param>
    /// <param name="happened">Creates the event from the number of files; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<int>>> Delete(
        ArtifactPlace place, IEnumerable<StoredArtifact> below, string deletionId, Func<int, LifecycleEvent>? happened)
    {
        IReadOnlyList<StoredArtifact> gone = place.File is { } file ? [file] : [.. below];
        if (gone.Count == 0) return place.NotFound();
        return new Decision<ArtifactFact, Freed<int>>(
            [
                .. gone.Select(one => new ArtifactFact.RemoveArtifact(one.Path)),
                new ArtifactFact.PutDeletion(new StoredDeletion(deletionId, [.. gone.Select(one => one.Path)])),
            ],
            happened is null ? [] : [happened(gone.Count)],
            new(gone.Count, [.. gone.Select(one => one.Incoming)]));
    }

    /// <summary>Removes a deletion whose bytes are deleted.</summary>
    public static Decision<ArtifactFact, Done> FinishDeletion(StoredDeletion deletion) =>
        Decision<ArtifactFact, Done>.Of(new ArtifactFact.RemoveDeletion(deletion.DeletionId), default);
}
