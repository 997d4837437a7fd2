using Tauro.Stores.Identity;

namespace Tauro.Gateway.Sessions;

/// <summary>The session at a provider by which a user has signed in.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The user, as it names them.</param>
/// <param name="SessionId">Its session; null if it does not name that.</param>
internal sealed record ExternalSession(string Issuer, string Subject, string? SessionId)
{
    /// <summary>Returns the keys by which the provider can end it.</summary>
    public IEnumerable<string> GetKeys() => SessionId is { } session
        ? [OfSubject(Issuer, Subject), OfSession(Issuer, session)]
        : [OfSubject(Issuer, Subject)];

    /// <summary>Returns the key of all sessions of a user.</summary>
    public static string OfSubject(string issuer, string subject) => SecretHash.Compute($"sub {issuer}\n{subject}");

    /// <summary>Returns the key of the sessions that began with one of the provider.</summary>
    public static string OfSession(string issuer, string session) => SecretHash.Compute($"sid {issuer}\n{session}");
}
