using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class RequestApproval
{
    public static async Task<Results<Ok<Approval>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, NewApproval body, IPolicyStore store, IOptions<PolicyOptions> options,
        CancellationToken cancel) =>
        (await store.RequestApproval(
            name, version, body with { By = Actor.Resolve(body.By)! }, options.Value.ApprovalsExpireAfter, cancel))
            .ToResult(approval => TypedResults.Ok(approval));
}
