using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<Created<ArtifactUpload>, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        NewUpload body,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var file = ArtifactName.Parse(body.Path);
        if (file.Problem is { } badPath) return badPath.Answer<Created<ArtifactUpload>>();
        if (body.SizeBytes is < 0 or > Limits.ArtifactBytesMax)
            return Invalid.Because(
                ProblemCodes.LimitExceeded,
                $"size_bytes is {body.SizeBytes}; it goes from 0 to {Limits.ArtifactBytesMax}.");
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.Answer<Created<ArtifactUpload>>();

        var target = VersionRoot.Of(open.Value).Append(file.Value);
        return (await artifacts.BeginUpload(target, body.SizeBytes, cancel)).Answer(upload =>
            TypedResults.Created($"/api/v1/registry/uploads/{upload.UploadId}", VersionUpload.Relative(upload)));
    }
}
