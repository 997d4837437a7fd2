using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Storage;
using Tauro.Storage.Search;

namespace Tauro.Registry.Api.Uploads;

/// <summary>An upload and the version it belongs to, which its path names by the model's id.</summary>
internal static class VersionUpload
{
    public static async Task<StoreOutcome<ModelVersion>> VersionOf(
        IModelStore store, ArtifactUpload upload, CancellationToken cancel)
    {
        var (modelId, number) = VersionRoot.Parse(upload.Path);
        var filter = new Filter.And(
            Is("model_id", Literal.Of(modelId)), Is("version", Literal.Of(number)));
        var found = await store.SearchVersions(new ModelVersionQuery(new PageRequest(1), filter), cancel);
        if (!found.IsOk) return found.Problem;
        return found.Value.Items is [var version]
            ? OpenVersion.Check(version)
            : StoreProblem.NotFound(
                ProblemCodes.VersionNotFound, "The version this upload belongs to was deleted; abort the upload.");
    }

    /// <summary>The upload as a client knows it: its path is relative to the version.</summary>
    public static ArtifactUpload Relative(ArtifactUpload upload) =>
        upload with { Path = upload.Path.Split('/', 3)[2] };

    /// <summary>The file that it becomes, relative to the version.</summary>
    public static ArtifactPath PathOf(ArtifactUpload upload) =>
        ArtifactPath.TryParse(Relative(upload).Path, out var path, out var error)
            ? path
            : throw new InvalidOperationException($"The stored path of upload {upload.UploadId}: {error}");

    private static Filter.Compare Is(string attribute, Literal literal) =>
        new(new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, literal);
}
