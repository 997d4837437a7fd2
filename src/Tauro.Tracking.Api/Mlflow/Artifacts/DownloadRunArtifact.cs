using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary><c>/get-artifact?run_id=…&amp;path=…</c>, which the browser UI uses to show files.</summary>
internal static class DownloadRunArtifact
{
    public static async Task<ArtifactDownload> Handle(MlflowRequest request, IRunStore runs, ArtifactStore artifacts)
    {
        var runId = request.RequiredRunId();
        var path = MlflowArtifactPath.ParseFile(request.RequiredString("path"));
        var root = await RunRoot.Find(runs, runId, request.Cancel);
        return await DownloadProxied.Open(root.Append(path), artifacts, request.Cancel);
    }
}
