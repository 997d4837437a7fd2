using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal static class CompleteUpload
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        UploadCompletion? completion,
        IRunStore runs,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var expect = ArtifactUploads.Expected(completion);
        if (expect.Problem is { } badSum) return new Invalid(badSum);
        var upload = await artifacts.GetUpload(uploadId, cancel);
        if (upload.Problem is { } missing) return missing.Answer<ArtifactStored>();
        if (!RunArtifactPath.TryParse(upload.Value.Path, out var place))
            return NotFound.Because(ProblemCodes.UploadNotFound, $"Upload {uploadId} belongs to no run.");
        // The run may have been deleted since the upload began.
        var located = await RunArtifacts.LocateForWriting(runs, place.RunId, place.Relative, cancel);
        if (located.Problem is { } problem) return problem.Answer<ArtifactStored>();

        var isNew = !await artifacts.Holds(located.Value.Stored, cancel);
        var completed = await artifacts.CompleteUpload(
            uploadId, expect.Value, stored => PutArtifact.Logged(place, stored), cancel);
        return completed.Below(place.Root).Answer(stored => new ArtifactStored(
            stored with { Path = place.Relative }, PutArtifact.AddressOf(place.RunId, place.Relative), isNew));
    }
}
