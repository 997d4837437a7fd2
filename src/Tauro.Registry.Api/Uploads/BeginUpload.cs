using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<UploadBegun, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        NewUpload body,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var file = ArtifactName.Parse(body.Path);
        if (file.Problem is { } badPath) return badPath.Answer<UploadBegun>();
        if (ArtifactUploads.Check(body) is { } badSize) return new Invalid(badSize);
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.Answer<UploadBegun>();

        var target = VersionRoot.Of(open.Value).Append(file.Value);
        var begun = await artifacts.BeginUpload(target, body.SizeBytes, cancel);
        return begun.Below(VersionRoot.Of(open.Value)).Answer(upload =>
            new UploadBegun(VersionUpload.Relative(upload), $"/api/v1/registry/uploads/{upload.UploadId}"));
    }
}
