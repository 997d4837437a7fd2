using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Registry.Api.Search;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class SearchModels
{
    public static async Task<Results<Ok<Page<RegisteredModel>>, Invalid, NotFound, Conflict>> Handle(
        IModelStore store,
        ModelStages stages,
        CancellationToken cancel,
        string? name = null,
        string? stage = null,
        string? framework = null,
        string[]? tag = null,
        string? filter = null,
        [FromQuery(Name = "order_by")] string[]? orderBy = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        var conditions = Conditions.Combine(
            Conditions.Name(name), Conditions.Tags(tag), FilterParser.Parse(filter, FilterVocabulary.Models));
        if (conditions.Problem is { } bad) return bad.ToResult<Ok<Page<RegisteredModel>>>();
        var order = OrderByParser.Parse(orderBy, FilterVocabulary.Models);
        if (order.Problem is { } badOrder) return badOrder.ToResult<Ok<Page<RegisteredModel>>>();
        var parsed = Conditions.ParseFramework(framework);
        if (parsed.Problem is { } unknown) return unknown.ToResult<Ok<Page<RegisteredModel>>>();
        var inStage = stages.Parse(stage);
        if (inStage.Problem is { } badStage) return badStage.ToResult<Ok<Page<RegisteredModel>>>();
        var query = new ModelQuery(
            new PageRequest(maxResults, pageToken), conditions.Value, order.Value, inStage.Value, parsed.Value);
        return (await store.SearchModels(query, cancel)).ToResult(page => TypedResults.Ok(page));
    }
}
