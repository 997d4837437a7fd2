using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal sealed class CompleteUpload
{
    public static async Task<Results<Created<Artifact>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        UploadCompletion? completion,
        IRunStore runs,
        IArtifactStore artifacts,
        ILogger<CompleteUpload> log,
        CancellationToken cancel)
    {
        if (completion?.Sha256 is { } sha256 && !Checksum.IsHex(sha256))
            return Invalid.Because(
                ProblemCodes.InvalidRequest, "sha256 can't be read; it takes 64 hexadecimal digits.");
        var upload = await artifacts.GetUpload(uploadId, cancel);
        if (upload.Problem is { } missing) return missing.Answer<Created<Artifact>>();
        if (!RunArtifactPath.TryParse(upload.Value.Path, out var place))
            return NotFound.Because(ProblemCodes.UploadNotFound, $"Upload {uploadId} belongs to no run.");
        // The run may have been deleted since the upload began.
        var located = await RunArtifacts.LocateForWriting(runs, place.RunId, place.Relative, cancel);
        if (located.Problem is { } problem) return problem.Answer<Created<Artifact>>();

        var completed = await artifacts.CompleteUpload(
            uploadId,
            new ArtifactExpectation(Sha256: completion?.Sha256),
            stored => PutArtifact.Logged(place, stored),
            cancel);
        if (completed.IsOk) log.ArtifactStored(place.RunId, place.Relative, completed.Value.SizeBytes);
        return completed.Answer(stored => TypedResults.Created(
            PutArtifact.AddressOf(place.RunId, place.Relative), stored with { Path = place.Relative }));
    }
}
