using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Lists a directory of a run, with paths from its root. Artifacts on other servers are not listed.</summary>
internal static class ListRunArtifacts
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore runs, ArtifactStore artifacts)
    {
        var id = request.RequiredRunId();
        var relative = MlflowArtifactPath.Parse(request.String("path"));
        var token = request.String("page_token");
        var run = (await runs.GetRun(id, request.Cancel)).OrThrow(id);
        if (!ArtifactLocations.TryGetPath(run.ArtifactUri, out var root))
            return new MlflowResult(writer => writer.String("root_uri", run.ArtifactUri));

        var page = new PageRequest(Limits.PageSizeMax, token);
        var found = (await artifacts.List(root.Append(relative), page, cancel: request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .String("root_uri", run.ArtifactUri)
            .Messages("files", found.WithDirectory(relative.Value).Items, FileMessage.Write)
            .String("next_page_token", found.NextPageToken));
    }
}
