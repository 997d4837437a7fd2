using Tauro.Contracts.Artifacts;
using Tauro.Stores.Events;

namespace Tauro.Artifacts.Http;

/// <summary>A file of a run or of a model version: where it lies in the store, and how its client sees it.</summary>
/// <param name="Root">Where the artifacts of its run or version lie in the store.</param>
/// <param name="Path">Relative to that root; not the root itself.</param>
/// <param name="Address">Where it is downloaded.</param>
/// <param name="Written">Makes the event to commit when it is stored; null for none.</param>
/// <param name="Deleted">Makes the event to commit when it is deleted; null for none.</param>
public sealed record ArtifactFile(
    ArtifactPath Root,
    ArtifactPath Path,
    string Address,
    Func<Artifact, PendingEvent>? Written = null,
    Func<int, PendingEvent>? Deleted = null)
{
    /// <summary>The file's path in the store.</summary>
    public ArtifactPath Stored => Root.Append(Path);
}
