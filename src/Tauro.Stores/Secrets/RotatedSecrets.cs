namespace Tauro.Stores.Secrets;

/// <summary>The outcome of a rotation.</summary>
/// <param name="Encrypted">The number of secrets that the newest key encrypts now.</param>
/// <param name="Unreadable">The resources with a secret that no key decrypts: it has to be set again.</param>
public sealed record RotatedSecrets(int Encrypted, IReadOnlyList<string> Unreadable);
