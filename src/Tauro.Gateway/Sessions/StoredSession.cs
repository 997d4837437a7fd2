using Tauro.Contracts.Identity;

namespace Tauro.Gateway.Sessions;

/// <summary>A session, with what ends it.</summary>
/// <param name="Session">The session.</param>
/// <param name="PasswordVersion">The version of the password with which the user has signed in.</param>
/// <param name="External">The session at a provider; null for a sign-in with a password.</param>
internal sealed record StoredSession(Session Session, int PasswordVersion, ExternalSession? External = null);
