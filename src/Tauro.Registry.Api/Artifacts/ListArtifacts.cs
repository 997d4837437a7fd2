using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Artifacts;

internal static class ListArtifacts
{
    public static async Task<Results<Ok<Page<Artifact>>, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        IModelStore store,
        ArtifactStore artifacts,
        CancellationToken cancel,
        string? path = null,
        bool recursive = false,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        if (!ArtifactPath.TryParse(path ?? "", out var directory, out var error))
            return Invalid.Because(ProblemCodes.InvalidPath, error);
        var found = await store.GetVersion(name, version, cancel);
        if (found.Problem is { } missing) return missing.ToResult<Ok<Page<Artifact>>>();

        // The files of a reference are stored with its run; the registry has only the version's list of them.
        var page = new PageRequest(maxResults, pageToken);
        var outcome = found.Value is { ArtifactMode: ArtifactMode.Reference }
            ? ModelFileList.GetPage(found.Value, directory, page, recursive)
            : await artifacts.List(VersionRoot.Get(found.Value).Append(directory), page, recursive, cancel);
        return outcome.ToResult(listed => TypedResults.Ok(listed.WithDirectory(directory.Value)));
    }
}
