using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores;
using Tauro.Stores.Guards;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Uploads;

/// <summary>Uploads of version files. The path of an upload contains the model's id, not its name.</summary>
internal sealed class VersionUploads(IModelStore store, ModelAccess access) : IUploadFiles
{
    public const string Address = "/api/v1/registry/uploads";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/models/{name}/versions/{version:int}/uploads", BeginUpload.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion)
            .WithTags("Uploads")
            .WithName("BeginVersionUpload").WithSummary("Begin a resumable upload");
        app.MapUploads(Address, ResourceType.RegisteredModelVersion, "Version");
    }

    public string GetPath(ArtifactUpload upload) => upload.Path.Split('/', 3)[2];

    public ValueTask<bool> Hides(ArtifactUpload upload, CancellationToken cancel)
    {
        var (modelId, number) = VersionRoot.Parse(upload.Path);
        return access.Hides(modelId, number, AccessAction.Update, cancel);
    }

    public async ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel)
    {
        var (modelId, number) = VersionRoot.Parse(upload.Path);
        var found = await store.GetVersionById(modelId, number, cancel);
        if (!found.IsOk)
            return StoreProblem.NotFound(
                ProblemCodes.VersionNotFound, "The version this upload belongs to was deleted; abort the upload.");
        var file = ArtifactName.Parse(GetPath(upload));
        return file.Problem is { } problem
            ? problem
            : OpenVersion.Check(found.Value).Select(open => VersionRoot.GetFile(open, file.Value));
    }
}
