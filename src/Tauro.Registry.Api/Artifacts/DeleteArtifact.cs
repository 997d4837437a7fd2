using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Storage;

namespace Tauro.Registry.Api.Artifacts;

internal static class DeleteArtifact
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, int version, string? path, IModelStore store, IArtifactStore artifacts, CancellationToken cancel)
    {
        var file = ArtifactName.Parse(path);
        if (file.Problem is { } badPath) return badPath.Answer<NoContent>();
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.Answer<NoContent>();
        return (await artifacts.Delete(VersionRoot.Of(open.Value).Append(file.Value), null, cancel))
            .Below(VersionRoot.Of(open.Value)).Answer(_ => TypedResults.NoContent());
    }
}
