using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the catalogue of artifacts. Bytes are durable before, and deleted after.</summary>
public static class ArtifactWrites
{
    /// <summary>Names received bytes; answers also the file that they replace.</summary>
    /// <param name="place">Where.</param>
    /// <param name="received">The file to be.</param>
    /// <param name="happened">Makes the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, (WrittenArtifact Written, StoredArtifact? Replaced)>> Put(
        ArtifactPlace place, StoredArtifact received, Func<Artifact, LifecycleEvent>? happened)
    {
        if (place.Obstacle() is { } problem) return problem;
        var artifact = received.ToArtifact(received.Path);
        return new Decision<ArtifactFact, (WrittenArtifact, StoredArtifact?)>(
            [new ArtifactFact.PutArtifact(received)],
            happened is null ? [] : [happened(artifact)],
            (new WrittenArtifact(artifact, IsNew: place.File is null), place.File));
    }

    /// <summary>Deletes a file, or all below a directory; answers those that are gone.</summary>
    /// <param name="place">Which.</param>
    /// <param name="below">The files below it.</param>
    /// <param name="deletionId">A new id.</param>
    /// <param name="happened">Makes the event of how many files; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, IReadOnlyList<StoredArtifact>>> Delete(
        ArtifactPlace place, IEnumerable<StoredArtifact> below, string deletionId, Func<int, LifecycleEvent>? happened)
    {
        IReadOnlyList<StoredArtifact> gone = place.File is { } file ? [file] : [.. below];
        if (gone.Count == 0) return place.NotFound();
        return new Decision<ArtifactFact, IReadOnlyList<StoredArtifact>>(
            [
                .. gone.Select(one => new ArtifactFact.RemoveArtifact(one.Path)),
                new ArtifactFact.PutDeletion(new StoredDeletion(deletionId, [.. gone.Select(one => one.Path)])),
            ],
            happened is null ? [] : [happened(gone.Count)],
            gone);
    }

    /// <summary>The bytes of a deletion are gone.</summary>
    public static Decision<ArtifactFact, Done> FinishDeletion(StoredDeletion deletion) =>
        Decision<ArtifactFact, Done>.Of(new ArtifactFact.RemoveDeletion(deletion.DeletionId), default);
}
