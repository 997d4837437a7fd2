using System.Buffers.Text;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Ids;
using Tauro.Gateway.Audit;
using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults.Access;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Finds the principal by the client's credentials: an API key, as a bearer token or as the password of Basic
/// authentication with any user name; or a token of a configured issuer; or a user name and a password; or, without any
/// of these, the cookie of a session.
/// The pages send the token back that they got with the request of a reader.
/// </summary>
internal sealed class GatewayPrincipal(
    IdentityFeed feed, PasswordChecks passwords, PageTokens pages, ExternalTokens external, BrowserSessions sessions,
    ApiKeyUses uses, SecurityAudit audit, TimeProvider time)
    : IPrincipalSource
{
    private const string Basic = "Basic ";

    private static readonly PrincipalResult SetupRequired = new(
        null, StatusCodes.Status503ServiceUnavailable, ProblemCodes.SetupRequired,
        "There is no administrator yet. Make the first one on the page /setup, or with POST /api/v1/setup. It needs "
        + "the setup token, which the identity service printed on its console and wrote to the file "
        + "identity/setup-token of the data folder.");

    private static readonly PrincipalResult InvalidKey = PrincipalResult.Unauthenticated(
        "The API key is mistyped, unknown, revoked or expired. Create another one, or ask an administrator.");

    private static readonly PrincipalResult InvalidToken = PrincipalResult.Unauthenticated(
        "The bearer token is neither an API key nor a valid token of an issuer that is configured. Send an API key, "
        + "which begins with tauro_.");

    private static readonly PrincipalResult InvalidHeader = PrincipalResult.Unauthenticated(
        "The header Authorization can't be read. Send it as 'Bearer <API key>' or as Basic authentication.");

    public async ValueTask<PrincipalResult> Find(HttpContext context)
    {
        if (feed.Current is not { } model) return IdentityFeed.Unavailable;
        if (model.SetupRequired) return SignInPages.Open(context, SetupRequired, RouteTable.SetupPage);
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>() is { Kind: EndpointAccessKind.Public })
            return PrincipalResult.Missing;
        var result = await FindByCredentials(model, context);
        // The first token of a program makes another copy of the accounts.
        return result.Principal is { } principal
            ? RequestWorkspace.Resolve(feed.Current ?? model, principal, context)
            : result;
    }

    private async ValueTask<PrincipalResult> FindByCredentials(AccessModel model, HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0) return await sessions.Find(model, context);
        if (context.Request.Headers.Authorization is not [{ } header])
            return Refuse(context, InvalidHeader, "The header Authorization can't be read.");
        if (model.FindKeyByHeader(header) is { } known) return Accept(model, known, context);
        if (BearerToken.Read(context.Request) is { } token)
            return token.StartsWith(ApiKeySecret.Start, StringComparison.Ordinal)
                ? FindByKey(model, token, header, context)
                : await external.Find(token, model, context) is { } found
                    ? found.Status == StatusCodes.Status401Unauthorized
                        ? Refuse(context, found, "The token of another issuer is not valid.")
                        : found
                : await pages.Verify(token, model) is { } principal ? principal
                : Refuse(context, InvalidToken, "The bearer token is neither an API key nor a valid token.");
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            || TryDecode(header[Basic.Length..].Trim()) is not { } credentials)
            return Refuse(context, InvalidHeader, "The header Authorization can't be read.");
        return credentials.Password.StartsWith(ApiKeySecret.Start, StringComparison.Ordinal)
            ? FindByKey(model, credentials.Password, header, context)
            : await passwords.Check(model, credentials.Name, credentials.Password, context);
    }

    private PrincipalResult FindByKey(AccessModel model, string value, string header, HttpContext context)
    {
        if (ApiKeySecret.Parse(value) is not { } secret)
            return Refuse(context, InvalidKey, "The API key is mistyped.");
        if (model.FindKey(secret.KeyId) is not { } stored
            || !SecretHash.AreEqual(stored.Hash, SecretHash.Compute(value)))
            return Refuse(context, InvalidKey, "The API key is unknown, revoked or expired.", secret.KeyId);
        model.Remember(header, stored);
        return Accept(model, stored, context);
    }

    /// <summary>Accepts a key with the right secret, unless it has expired.</summary>
    private PrincipalResult Accept(AccessModel model, StoredApiKey stored, HttpContext context)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!stored.IsValidAt(now) || model.PrincipalOf(stored) is not { } principal)
            return Refuse(context, InvalidKey, "The API key has expired.", stored.Key.KeyId);
        uses.Add(stored.Key.KeyId, now, context.Connection.RemoteIpAddress);
        return principal;
    }

    private PrincipalResult Refuse(
        HttpContext context, PrincipalResult result, string reason, ApiKeyId? keyId = null)
    {
        audit.Add(
            context, AuditAction.Credentials, AuditOutcome.Failed, reason,
            keyId is { } id ? $"api-keys/{id}" : null, route: reason);
        return result;
    }

    private static (string Name, string Password)? TryDecode(string encoded)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var name, var password]
            ? (name, password)
            : null;
    }
}
