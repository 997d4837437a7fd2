namespace Tauro.Gateway.Issuers;

/// <summary>The keys of an issuer can't be read.</summary>
internal sealed class IssuerUnavailableException(Exception cause) : Exception(cause.Message, cause);
