using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Identity.Api.Workspaces;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.ApiKeys;

internal static class CreateApiKey
{
    public static async Task<Results<Created<CreatedApiKey>, Forbidden, Invalid, NotFound, Conflict>> Handle(
        NewApiKey body, HttpContext context, IIdentityStore store, VisibleWorkspaces workspaces, TimeProvider time,
        CancellationToken cancel)
    {
        var caller = Caller.From(context);
        var accountId = body.AccountId ?? caller.AccountId;
        if (!caller.MayActFor(accountId)) return new NotFound(IdentityProblems.AccountMissing(accountId));
        // It could give itself the scopes that it lacks.
        if (caller.Principal.Scopes is not null)
            return Forbidden.Because("An API key with scopes can't create keys; sign in with another credential.");
        if (body.LifetimeDays is < 1 or > Limits.ApiKeyDaysMax)
            return Invalid.Because(
                ProblemCodes.LimitExceeded,
                $"lifetime_days is {body.LifetimeDays}; use 1 to {Limits.ApiKeyDaysMax}.");
        if (body.Scopes is { Count: 0 })
            return Invalid.Because(
                ProblemCodes.InvalidRequest, "scopes is empty; name at least one, or leave it out for no limit.");

        var account = await store.GetAccount(accountId, cancel);
        if (account.Problem is { } missing) return new NotFound(missing);
        if (body.Workspace is { } limit && !await MayEnter(account.Value.Account, limit, workspaces, cancel))
            return new NotFound(IdentityProblems.WorkspaceMissing(limit));
        var secret = ApiKeySecret.Create(account.Value.Account.Kind);
        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            KeyId = secret.KeyId,
            AccountId = accountId,
            Name = body.Name,
            Workspace = body.Workspace,
            Scopes = body.Scopes is { } scopes ? [.. scopes.Distinct()] : null,
            CreatedBy = caller.AccountId,
            CreationTime = now.ToUnixTimeMilliseconds(),
            ExpirationTime = now.AddDays(body.LifetimeDays).ToUnixTimeMilliseconds(),
        };
        return (await store.CreateKey(new StoredApiKey(key, SecretHash.Compute(secret.Value)), cancel))
            .ToGuardedResult(created => TypedResults.Created(
                $"/api/v1/api-keys/{created.KeyId}", new CreatedApiKey(created, secret.Value)));
    }

    private static async Task<bool> MayEnter(
        Account account, WorkspaceName workspace, VisibleWorkspaces workspaces, CancellationToken cancel) =>
        account.IsAdmin || workspace == WorkspaceName.Default
        || (await workspaces.FindOwn(account.AccountId, cancel)).Contains(workspace);
}
