using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Artifacts;

/// <summary>
/// <c>/model-versions/get-artifact?name=…&amp;version=…&amp;path=…</c>: downloads a file of a version from the
/// registry, or redirects to Tracking if the file is stored there.
/// </summary>
internal static class VersionArtifact
{
    public static void MapVersionArtifact(this IEndpointRouteBuilder app) =>
        app.MapMlflowRoot().Get("model-versions/get-artifact", Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion);

    public static async Task<IResult> Handle(MlflowRequest request, IModelStore store, ArtifactStore artifacts)
    {
        var name = request.RequiredString("name");
        var number = request.RequiredInteger("version");
        var path = MlflowArtifactPath.ParseFile(request.RequiredString("path"));
        var found = number is > 0 and <= int.MaxValue
            ? await store.GetVersion(name, (int)number, request.Cancel)
            : StoreProblem.NotFound(Contracts.ProblemCodes.VersionNotFound, "");
        if (!found.IsOk)
            throw MlflowException.Missing($"Model Version (name={name}, version={number}) not found");

        var version = found.Value;
        var file = version.Files.FirstOrDefault(file => file.Path == path.Value);
        if (file is { SourcePath: null }) return await Download(version, path, artifacts, request.Cancel);
        return SourceUrl.GetDownloadUrl(version.StorageLocation ?? version.Source, file?.SourcePath, path) is { } url
            ? TypedResults.Redirect(url, preserveMethod: true)
            : throw MlflowException.Missing($"Version {number} of '{name}' has no file '{path}'.");
    }

    private static async Task<ArtifactDownload> Download(
        ModelVersion version, ArtifactPath path, ArtifactStore artifacts, CancellationToken cancel)
    {
        var content = (await artifacts.Open(VersionRoot.Get(version).Append(path), cancel)).OrThrow();
        return new ArtifactDownload(content, path.Name, MlflowContentTypes.FromFileName(path.Name));
    }
}
