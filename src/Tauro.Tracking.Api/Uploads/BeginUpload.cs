using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<Created<ArtifactUpload>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        NewUpload upload,
        IRunStore runs,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        if (upload.SizeBytes < 0)
            return Invalid.Because(
                ProblemCodes.InvalidRequest, $"size_bytes is {upload.SizeBytes}; it can't be negative.");
        if (upload.SizeBytes > Limits.ArtifactBytesMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"size_bytes is {upload.SizeBytes}; the limit is {Limits.ArtifactBytesMax}.");
        var located = await RunArtifacts.LocateForWriting(runs, runId, upload.Path, cancel);
        if (located.Problem is { } problem) return problem.Answer<Created<ArtifactUpload>>();

        var begun = await artifacts.BeginUpload(located.Value.Stored, upload.SizeBytes, cancel);
        return begun.Answer(u => TypedResults.Created(
            $"/api/v1/tracking/uploads/{u.UploadId}", u with { Path = located.Value.Relative }));
    }
}
