namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to the catalogue of artifacts: a document put in place or removed.</summary>
public abstract record ArtifactFact
{
    private ArtifactFact()
    {
    }

    /// <summary>The file as it is now.</summary>
    public sealed record PutArtifact(StoredArtifact Artifact) : ArtifactFact;

    /// <summary>The file is gone for every reader.</summary>
    public sealed record RemoveArtifact(string Path) : ArtifactFact;

    /// <summary>The upload as it is now.</summary>
    public sealed record PutUpload(StoredUpload Upload) : ArtifactFact;

    /// <summary>The upload is gone: completed or aborted.</summary>
    public sealed record RemoveUpload(string UploadId) : ArtifactFact;

    /// <summary>Files whose bytes are to be deleted.</summary>
    public sealed record PutDeletion(StoredDeletion Deletion) : ArtifactFact;

    /// <summary>Their bytes are deleted.</summary>
    public sealed record RemoveDeletion(string DeletionId) : ArtifactFact;
}
