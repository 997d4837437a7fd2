using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.ApiKeys;

internal static class ListApiKeys
{
    public static async Task<Results<Ok<Page<ApiKey>>, NotFound>> Handle(
        [FromQuery(Name = "account_id")] AccountId? accountId, HttpContext context, IIdentityStore store,
        CancellationToken cancel)
    {
        var caller = Caller.From(context);
        var account = accountId ?? caller.AccountId;
        if (!caller.MayActFor(account)) return new NotFound(IdentityProblems.AccountMissing(account));
        return TypedResults.Ok(new Page<ApiKey>(await store.ListKeys(account, cancel)));
    }
}
