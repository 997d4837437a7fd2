using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class ListChecks
{
    public static async Task<Results<Ok<Page<VersionCheck>>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IPolicyStore store, CancellationToken cancel) =>
        (await store.ListChecks(name, version, cancel))
            .ToResult(checks => TypedResults.Ok(new Page<VersionCheck>(checks)));
}
