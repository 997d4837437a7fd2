using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class SearchApprovals
{
    public static async Task<Results<Ok<Page<Approval>>, Invalid, NotFound, Conflict>> Handle(
        IPolicyStore store,
        CancellationToken cancel,
        Choice<ApprovalStatus>? status = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.SearchApprovals(status?.Value, new PageRequest(maxResults, pageToken), cancel))
            .ToResult(page => TypedResults.Ok(page));
}
