using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Rules;
using Tauro.Tracking.Api.Mlflow.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>Lists and downloads the files of a logged model, by paths from its root.</summary>
internal static class LoggedModelFiles
{
    public static async Task<MlflowResult> List(
        MlflowRequest request, ILoggedModelStore models, ArtifactStore artifacts)
    {
        var directory = MlflowArtifactPath.Parse(request.String("artifact_directory_path"));
        var model = await Find(request, models);
        if (!ArtifactLocations.TryGetPath(model.ArtifactUri, out var root))
            return new MlflowResult(writer => writer.String("root_uri", model.ArtifactUri));
        var token = request.String("page_token");
        var page = new PageRequest(Limits.PageSizeMax, token);
        var found = (await artifacts.List(root.Append(directory), page, cancel: request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .String("root_uri", model.ArtifactUri)
            .Messages("files", found.WithDirectory(directory.Value).Items, FileMessage.Write)
            .String("next_page_token", found.NextPageToken));
    }

    public static async Task<ArtifactDownload> Download(
        MlflowRequest request, ILoggedModelStore models, ArtifactStore artifacts)
    {
        var path = MlflowArtifactPath.ParseFile(request.RequiredString("artifact_file_path"));
        var model = await Find(request, models);
        return ArtifactLocations.TryGetPath(model.ArtifactUri, out var root)
            ? await DownloadProxied.Open(root.Append(path), artifacts, request.Cancel)
            : throw MlflowException.Invalid(
                $"The artifacts of model {model.ModelId} are at '{model.ArtifactUri}', "
                + "which this server does not serve.");
    }

    private static async Task<LoggedModel> Find(MlflowRequest request, ILoggedModelStore models)
    {
        var modelId = request.RouteId<LoggedModelId>("model_id");
        return (await models.GetLoggedModel(modelId, cancel: request.Cancel)).OrThrow(modelId);
    }
}
