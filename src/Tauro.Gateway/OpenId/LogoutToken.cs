namespace Tauro.Gateway.OpenId;

/// <summary>A verified message of the provider that sessions have ended there.</summary>
/// <param name="Id">Its id, which is accepted once.</param>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The user; null if it names a session only.</param>
/// <param name="SessionId">The session of the provider; null for all sessions of the user.</param>
internal sealed record LogoutToken(string Id, string Issuer, string? Subject, string? SessionId);
