using Tauro.Contracts.Artifacts;
using Tauro.Stores.Events;

namespace Tauro.Artifacts.Http;

/// <summary>A file of a run or of a model version: its place in the store, and its path for clients.</summary>
/// <param name="Root">The artifact root of its run or version in the store.</param>
/// <param name="Path">Relative to that root; not the root itself.</param>
/// <param name="Address">The path of its download URL.</param>
/// <param name="WrittenEvent">Creates the event to commit when it is stored; null for none.</param>
/// <param name="DeletedEvent">Creates the event of each commit that deletes it; null for none.</param>
public sealed record ArtifactFile(
    ArtifactPath Root,
    ArtifactPath Path,
    string Address,
    Func<Artifact, PendingEvent>? WrittenEvent = null,
    Func<int, PendingEvent>? DeletedEvent = null)
{
    /// <summary>The file's path in the store.</summary>
    public ArtifactPath StorePath => Root.Append(Path);
}
