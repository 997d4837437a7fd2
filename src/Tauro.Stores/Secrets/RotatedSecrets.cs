namespace Tauro.Stores.Secrets;

/// <summary>What was done to the secrets of a store.</summary>
/// <param name="Encrypted">The number of secrets that the newest key encrypts now.</param>
/// <param name="Unreadable">The resources whose secret no key decrypts: it has to be set again.</param>
public sealed record RotatedSecrets(int Encrypted, IReadOnlyList<string> Unreadable);
