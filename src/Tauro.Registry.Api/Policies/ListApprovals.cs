using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class ListApprovals
{
    public static async Task<Results<Ok<Page<Approval>>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IPolicyStore store, CancellationToken cancel) =>
        (await store.ListApprovals(name, version, cancel))
            .ToResult(approvals => TypedResults.Ok(new Page<Approval>(approvals)));
}
