using System.Collections.Concurrent;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Gateway.Issuers;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Identity;
using Tauro.Stores.Rules;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Finds the account of a token of a configured issuer, by the external login with its issuer and subject. The first
/// token of a subject may create a service account. What is checked again with each request: that there are the login
/// and the account, and that the namespace is admitted.
/// </summary>
internal sealed class ExternalTokens(
    IssuerTokens tokens, ExternalAccounts accounts, IdentityFeed feed, ILogger<ExternalTokens> log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    // Many workers of a job send the same token at the same time.
    private readonly ConcurrentDictionary<IssuerToken, Lazy<Task<(AccountId AccountId, string? Refusal)>>> running =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Returns the account or a refusal; null for a token of none of the issuers.</summary>
    public async ValueTask<PrincipalResult?> Find(string value, AccessModel model, HttpContext context)
    {
        IssuerResult? result;
        try
        {
            result = await tokens.Verify(value, context.RequestAborted);
        }
        catch (IssuerUnavailableException failure)
        {
            log.IssuerUnavailable(failure.Message);
            return Unavailable("The public keys of the issuer of the token can't be read now. Try again in a moment.");
        }

        if (result is null) return null;
        if (result.Token is not { } token) return PrincipalResult.Unauthenticated(result.Refusal!);
        if (token.Namespace is { } name && !token.Issuer.Admits(name))
            return PrincipalResult.Unauthenticated(
                $"The namespace {NameRules.Excerpt(name)} of Kubernetes is not admitted. An administrator adds it to "
                + "the setting Namespaces of the issuer.");
        return model.FindAccount(token.Issuer.Name, token.Subject) is { } account && HasRoles(token, account, model)
            ? model.PrincipalOf(account)
            : await SignIn(token, context);
    }

    private static bool HasRoles(IssuerToken token, StoredAccount account, AccessModel model) =>
        token.Groups is not { } groups || token.HasRoles
        || (token.HasRoles = model.HasRolesOf(account.Account.AccountId, token.Issuer.Name, groups));

    private async Task<PrincipalResult> SignIn(IssuerToken token, HttpContext context)
    {
        var signIn = running.GetOrAdd(token, _ => new Lazy<Task<(AccountId, string?)>>(() => accounts.SignIn(
            new ExternalSignIn(
                token.Issuer.Name, token.Subject, PrincipalKind.ServiceAccount,
                token.Issuer.Provisions ? token.Name : null, token.Groups),
            CancellationToken.None)));
        try
        {
            var (accountId, refusal) = await signIn.Value.WaitAsync(context.RequestAborted);
            if (refusal is not null) return PrincipalResult.Unauthenticated(refusal);
            token.HasRoles = true;
            return feed.Current?.FindAccount(accountId) is { } account
                ? feed.Current.PrincipalOf(account)
                : PrincipalResult.Unauthenticated("The account of the token was deleted in the meantime.");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return Unavailable(
                "The identity service, which finds the account of the token, does not respond. Try again in a moment.");
        }
        finally
        {
            running.TryRemove(token, out _);
        }
    }

    private static PrincipalResult Unavailable(string detail) => new(
        null, StatusCodes.Status503ServiceUnavailable, ProblemCodes.IdentityUnavailable, detail, RetryAfter);
}
