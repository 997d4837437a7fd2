using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Registry.Api.Search;
using Tauro.ServiceDefaults.Json;
using Tauro.Storage;

namespace Tauro.Registry.Api.Models;

internal static class SearchModels
{
    public static async Task<Results<Ok<Page<RegisteredModel>>, Invalid, NotFound, Conflict>> Handle(
        IModelStore store,
        CancellationToken cancel,
        string? name = null,
        Choice<ModelStage>? stage = null,
        string? framework = null,
        string[]? tag = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        var filter = Conditions.All(Conditions.Name(name), Conditions.Tags(tag));
        if (filter.Problem is { } bad) return bad.Answer<Ok<Page<RegisteredModel>>>();
        var made = Conditions.Framework(framework);
        if (made.Problem is { } unknown) return unknown.Answer<Ok<Page<RegisteredModel>>>();
        var query = new ModelQuery(
            new PageRequest(maxResults, pageToken), filter.Value, null, stage?.Value, made.Value);
        return (await store.SearchModels(query, cancel)).Answer(page => TypedResults.Ok(page));
    }
}
