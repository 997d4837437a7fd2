namespace Tauro.TestServers;

/// <summary>A user of <see cref="OidcServer"/>, with a session there.</summary>
/// <param name="Subject">The id of the user.</param>
/// <param name="Name">The name of the user.</param>
/// <param name="Session">The id of the session.</param>
/// <param name="Groups">The groups of the user.</param>
public sealed record OidcUser(string Subject, string Name, string Session, params string[] Groups);
