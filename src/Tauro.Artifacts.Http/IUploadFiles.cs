using Tauro.Contracts.Artifacts;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.Artifacts.Http;

/// <summary>Finds the file of a run or of a model version that an upload becomes.</summary>
public interface IUploadFiles
{
    /// <summary>Gets the path that the client uses for the file, relative to its run or version.</summary>
    string GetPath(ArtifactUpload upload);

    /// <summary>
    /// Whether the principal of the request may not see what an upload belongs to, so that the response has to be that
    /// of a missing upload.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see that, but not change it.</exception>
    ValueTask<bool> Hides(ArtifactUpload upload, CancellationToken cancel);

    /// <summary>Gets the file that an upload becomes, or why its run or version may no longer be changed.</summary>
    ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel);
}
