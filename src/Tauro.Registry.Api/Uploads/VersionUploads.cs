using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Uploads;

/// <summary>Uploads of version files. The path of an upload contains the model's id, not its name.</summary>
internal sealed class VersionUploads(IModelStore store) : IUploadFiles
{
    public const string Address = "/api/v1/registry/uploads";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/models/{name}/versions/{version:int}/uploads", BeginUpload.Handle)
            .WithTags("Uploads").AllowAnonymous()
            .WithName("BeginVersionUpload").WithSummary("Begin a resumable upload");
        app.MapUploads(Address, "Version");
    }

    public string GetPath(ArtifactUpload upload) => upload.Path.Split('/', 3)[2];

    public async ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel)
    {
        var (modelId, number) = VersionRoot.Parse(upload.Path);
        var filter = new Filter.And(
            Is("model_id", Literal.From(modelId)), Is("version", Literal.From(number)));
        var found = await store.SearchVersions(new ModelVersionQuery(new PageRequest(1), filter), cancel);
        if (!found.IsOk) return found.Problem;
        if (found.Value.Items is not [var version])
            return StoreProblem.NotFound(
                ProblemCodes.VersionNotFound, "The version this upload belongs to was deleted; abort the upload.");
        var file = ArtifactName.Parse(GetPath(upload));
        return file.Problem is { } problem
            ? problem
            : OpenVersion.Check(version).Select(open => VersionRoot.GetFile(open, file.Value));
    }

    private static Filter.Compare Is(string attribute, Literal literal) =>
        new(new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, literal);
}
