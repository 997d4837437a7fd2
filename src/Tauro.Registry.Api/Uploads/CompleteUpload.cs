using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class CompleteUpload
{
    public static async Task<Results<Ok<Artifact>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        UploadEnd? body,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var expect = ContentChecksum.Expect(body?.Sha256, body?.SizeBytes);
        if (expect.Problem is { } badSum) return badSum.Answer<Ok<Artifact>>();
        var upload = await artifacts.GetUpload(uploadId, cancel);
        if (upload.Problem is { } missing) return missing.Answer<Ok<Artifact>>();
        var open = await VersionUpload.VersionOf(store, upload.Value, cancel);
        if (open.Problem is { } closed) return closed.Answer<Ok<Artifact>>();
        return (await artifacts.CompleteUpload(uploadId, expect.Value, null, cancel))
            .Answer(stored => TypedResults.Ok(VersionRoot.Relative(open.Value, stored)));
    }
}
