using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Stores;
using Tauro.Stores.Guards;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

/// <summary>Uploads to the files of runs.</summary>
internal sealed class RunUploads(IRunStore runs, ExperimentAccess access) : IUploadFiles
{
    public const string Address = "/api/v1/tracking/uploads";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/runs/{run_id}/uploads", BeginUpload.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithTags("Uploads").WithName("BeginUpload").WithSummary("Begin an upload that can be resumed");
        app.MapUploads(Address, ResourceType.Run);
    }

    public string GetPath(ArtifactUpload upload) =>
        RunArtifactPath.Owners(upload.Path).FirstOrDefault() is { Relative: { IsRoot: false } path }
            ? path.Value
            : upload.Path;

    public async ValueTask<bool> Hides(ArtifactUpload upload, CancellationToken cancel)
    {
        // Of several runs that the path may belong to, each has to allow it.
        var belongsToRun = false;
        foreach (var (runId, _) in RunArtifactPath.Owners(upload.Path))
        {
            if (await access.Hides(runId, AccessAction.Update, cancel)) return true;
            belongsToRun |= await runs.FindExperiment(runId, cancel) is not null;
        }

        return !belongsToRun && access.IsLimited(AccessAction.Update, ResourceType.Run);
    }

    // The run may have been deleted since the upload began.
    public async ValueTask<StoreOutcome<ArtifactFile>> Find(ArtifactUpload upload, CancellationToken cancel) =>
        await RunArtifacts.FindOwner(runs, upload.Path, cancel) is { } path
            ? await RunArtifacts.LocateForWriting(runs, path.RunId, path.Relative.Value, cancel)
            : StoreProblem.NotFound(ProblemCodes.UploadNotFound, $"Upload {upload.UploadId} belongs to no run.");
}
