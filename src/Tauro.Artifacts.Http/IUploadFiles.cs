using Tauro.Contracts.Artifacts;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>Whose the uploads of a service are: each of its uploads becomes a file of a run, or of a version.</summary>
public interface IUploadFiles
{
    /// <summary>The path by which the client knows the file, relative to its run or version.</summary>
    string PathOf(ArtifactUpload upload);

    /// <summary>The file that an upload becomes, or why its run or version may not be changed any more.</summary>
    ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel);
}
