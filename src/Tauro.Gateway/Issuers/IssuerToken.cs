namespace Tauro.Gateway.Issuers;

/// <summary>A verified token.</summary>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Subject">The subject of external logins.</param>
/// <param name="Name">The name for a new account.</param>
/// <param name="Namespace">The namespace of Kubernetes; null for other issuers.</param>
/// <param name="Groups">The groups; null if the issuer has no claim for them.</param>
/// <param name="Expires">When it expires.</param>
internal sealed record IssuerToken(
    TrustedIssuer Issuer, string Subject, string Name, string? Namespace, IReadOnlyList<string>? Groups,
    DateTimeOffset Expires)
{
    /// <summary>Whether its groups were compared with the group rules.</summary>
    public bool HasRoles { get; set; }
}
