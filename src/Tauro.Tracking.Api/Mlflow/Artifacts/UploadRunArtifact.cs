using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The browser UI's upload of a file to a run: run and path are in the query, the body is the file.
/// </summary>
internal static class UploadRunArtifact
{
    private const int BytesMax = 10 << 20;

    public static async Task<MlflowResult> Handle(
        HttpContext http, IRunStore runs, ProxiedFiles files, ArtifactStore artifacts)
    {
        var query = http.Request.Query;
        var runId = query["run_uuid"].FirstOrDefault() ?? query["run_id"].FirstOrDefault();
        if (string.IsNullOrEmpty(runId))
            throw MlflowException.Invalid("Request must specify run_uuid.");
        if (query["path"].FirstOrDefault() is not { Length: > 0 } path)
            throw MlflowException.Invalid("Request must specify path.");
        var relative = MlflowArtifactPath.ParseFile(path);
        if (http.Request.ContentLength is not { } length)
            throw MlflowException.Invalid("Request must specify Content-Length.");
        if (length > BytesMax)
            throw MlflowException.Invalid($"Artifact size is too large. Max size is {BytesMax >> 20}MB.");
        if (length == 0)
            throw MlflowException.Invalid("Request must specify data.");

        var root = await RunRoot.Find(runs, new RunId(runId), http.RequestAborted);
        await UploadProxied.Store(root.Append(relative), http, files, artifacts);
        return MlflowResult.Empty;
    }
}
