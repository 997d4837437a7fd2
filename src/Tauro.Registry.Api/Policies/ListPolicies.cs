using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class ListPolicies
{
    public static async Task<Results<Ok<Page<Policy>>, Invalid, NotFound, Conflict>> Handle(
        IPolicyStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.ListPolicies(new PageRequest(maxResults, pageToken), cancel))
            .ToResult(page => TypedResults.Ok(page));
}
