using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<UploadCreated, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        NewUpload upload,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Begin(
            upload,
            await RunArtifacts.LocateForWriting(runs, runId, upload.Path, cancel),
            RunUploads.Address,
            cancel);
}
