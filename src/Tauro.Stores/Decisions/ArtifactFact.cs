using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to the artifact catalogue: a document stored or removed.</summary>
public abstract record ArtifactFact
{
    private ArtifactFact()
    {
    }

    /// <summary>Stores the file.</summary>
    public sealed record PutArtifact(StoredArtifact Artifact) : ArtifactFact;

    /// <summary>Removes the file; no reader finds it any more.</summary>
    public sealed record RemoveArtifact(string Path) : ArtifactFact;

    /// <summary>Stores the upload.</summary>
    public sealed record PutUpload(StoredUpload Upload) : ArtifactFact;

    /// <summary>Stores the part in its current state.</summary>
    public sealed record PutPart(StoredPart Part) : ArtifactFact;

    /// <summary>Removes the upload with its parts, completed or aborted.</summary>
    public sealed record RemoveUpload(UploadId UploadId) : ArtifactFact;

    /// <summary>Records files whose bytes are to be deleted.</summary>
    public sealed record PutDeletion(StoredDeletion Deletion) : ArtifactFact;

    /// <summary>Removes a deletion whose bytes are deleted.</summary>
    public sealed record RemoveDeletion(string DeletionId) : ArtifactFact;
}
