using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Artifacts;

internal static class PutArtifact
{
    public static async Task<Results<Ok<Artifact>, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        string? path,
        [FromHeader(Name = ContentChecksum.Header)] string? sha256,
        HttpRequest request,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var file = ArtifactName.Parse(path);
        if (file.Problem is { } badPath) return badPath.Answer<Ok<Artifact>>();
        var expect = ContentChecksum.Expect(sha256, request.ContentLength);
        if (expect.Problem is { } badSum) return badSum.Answer<Ok<Artifact>>();
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.Answer<Ok<Artifact>>();

        var target = VersionRoot.Of(open.Value).Append(file.Value);
        return (await artifacts.Write(target, request.Body, expect.Value, null, cancel))
            .Answer(stored => TypedResults.Ok(VersionRoot.Relative(open.Value, stored)));
    }
}
