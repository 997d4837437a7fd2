namespace Tauro.Gateway.Issuers;

/// <summary>The result of verifying a token of a configured issuer.</summary>
/// <param name="Token">The token; null if it is refused.</param>
/// <param name="Refusal">Why it is refused, and the remedy.</param>
internal sealed record IssuerResult(IssuerToken? Token, string? Refusal)
{
    public static IssuerResult Refused(string reason) => new(null, reason);
}
