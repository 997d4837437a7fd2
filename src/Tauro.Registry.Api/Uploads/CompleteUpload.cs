using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class CompleteUpload
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        UploadCompletion? body,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var expect = ArtifactUploads.Expected(body);
        if (expect.Problem is { } badSum) return badSum.Answer<ArtifactStored>();
        var upload = await artifacts.GetUpload(uploadId, cancel);
        if (upload.Problem is { } missing) return missing.Answer<ArtifactStored>();
        var open = await VersionUpload.VersionOf(store, upload.Value, cancel);
        if (open.Problem is { } closed) return closed.Answer<ArtifactStored>();
        var file = VersionUpload.PathOf(upload.Value);
        var isNew = !await artifacts.Holds(VersionRoot.Of(open.Value).Append(file), cancel);
        var completed = await artifacts.CompleteUpload(uploadId, expect.Value, null, cancel);
        return completed.Below(VersionRoot.Of(open.Value)).Answer(stored =>
            new ArtifactStored(
                VersionRoot.Relative(open.Value, stored), VersionRoot.AddressOf(open.Value, file), isNew));
    }
}
