using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<UploadBegun, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        NewUpload upload,
        IRunStore runs,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        if (ArtifactUploads.Check(upload) is { } badSize) return new Invalid(badSize);
        var located = await RunArtifacts.LocateForWriting(runs, runId, upload.Path, cancel);
        if (located.Problem is { } problem) return problem.Answer<UploadBegun>();

        var begun = await artifacts.BeginUpload(located.Value.Stored, upload.SizeBytes, cancel);
        return begun.Below(located.Value.Root).Answer(u => new UploadBegun(
            u with { Path = located.Value.Relative }, $"/api/v1/tracking/uploads/{u.UploadId}"));
    }
}
