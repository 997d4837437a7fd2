using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>
/// Finds the principal by the token that another process of Tauro signed. A service may send a request for an account,
/// with the token that it got with a request of that account.
/// </summary>
internal sealed class TokenPrincipal(TokenVerifier tokens) : IPrincipalSource
{
    private static readonly PrincipalResult Missing = PrincipalResult.Unauthenticated(
        "This service accepts only requests of Tauro's other processes; send them to the gateway.");

    private static readonly PrincipalResult Invalid = PrincipalResult.Unauthenticated(
        "The token is not one of Tauro's processes for this service, or it has expired.");

    public async ValueTask<PrincipalResult> Find(HttpContext context)
    {
        if (BearerToken.Read(context.Request) is not { } token) return Missing;
        if (await tokens.Verify(token) is not { } principal) return Invalid;
        if (!context.Request.Headers.TryGetValue(ServiceTokens.AccountHeader, out var account)) return principal;
        return await tokens.VerifyAccount(account.ToString(), principal) is { } sender ? sender : Invalid;
    }
}
