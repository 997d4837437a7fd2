using Tauro.Contracts.Artifacts;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>Finds the file of a run or of a model version that an upload becomes.</summary>
public interface IUploadFiles
{
    /// <summary>Gets the path that the client uses for the file, relative to its run or version.</summary>
    string GetPath(ArtifactUpload upload);

    /// <summary>Gets the file that an upload becomes, or why its run or version may no longer be changed.</summary>
    ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel);
}
