namespace Tauro.Stores.Secrets;

/// <summary>
/// Encrypts all secrets of a store again, so that its old keys are of no use any more. A backend that encrypts secrets
/// registers one. The store must be open.
/// </summary>
public sealed class SecretRotation(Func<Task<RotatedSecrets>> run)
{
    /// <exception cref="StorageUnavailableException">The keys can't be read or written.</exception>
    public Task<RotatedSecrets> Run() => run();
}
