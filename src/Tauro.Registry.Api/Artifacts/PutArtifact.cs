using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Storage;

namespace Tauro.Registry.Api.Artifacts;

internal static class PutArtifact
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        string? path,
        HttpContext http,
        IModelStore store,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var file = ArtifactName.Parse(path);
        if (file.Problem is { } badPath) return badPath.Answer<ArtifactStored>();
        var expect = ArtifactReception.Expected(http.Request);
        if (expect.Problem is { } unreadable) return unreadable.Answer<ArtifactStored>();
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.Answer<ArtifactStored>();

        var target = VersionRoot.Of(open.Value).Append(file.Value);
        var received = await artifacts.Receive(http, target, expect.Value);
        return received.Below(VersionRoot.Of(open.Value)).Answer(stored => new ArtifactStored(
            VersionRoot.Relative(open.Value, stored.Artifact),
            VersionRoot.AddressOf(open.Value, file.Value),
            stored.IsNew));
    }
}
