using Microsoft.AspNetCore.Http;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Finds the principal by the token that another process of Tauro signed.</summary>
internal sealed class TokenPrincipal(TokenVerifier tokens) : IPrincipalSource
{
    private static readonly PrincipalResult Missing = PrincipalResult.Unauthenticated(
        "This service accepts only requests of Tauro's other processes; send them to the gateway.");

    private static readonly PrincipalResult Invalid = PrincipalResult.Unauthenticated(
        "The token is not one of Tauro's processes for this service, or it has expired.");

    public async ValueTask<PrincipalResult> Find(HttpContext context) =>
        BearerToken.Read(context.Request) is not { } token ? Missing
        : await tokens.Verify(token) is { } principal ? principal
        : Invalid;
}
