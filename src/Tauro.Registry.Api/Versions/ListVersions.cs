using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Registry.Api.Search;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class ListVersions
{
    public static async Task<Results<Ok<Page<ModelVersion>>, Invalid, NotFound, Conflict>> Handle(
        string name, [AsParameters] VersionConditions conditions, IModelStore store, ModelStages stages,
        CancellationToken cancel)
    {
        var query = conditions.ToQuery(Conditions.AttributeIs("name", name), stages);
        if (query.Problem is { } bad) return bad.ToResult<Ok<Page<ModelVersion>>>();
        var model = await store.GetModel(name, cancel);
        if (model.Problem is { } missing) return missing.ToResult<Ok<Page<ModelVersion>>>();
        return (await store.SearchVersions(query.Value, cancel)).ToResult(page => TypedResults.Ok(page));
    }
}
