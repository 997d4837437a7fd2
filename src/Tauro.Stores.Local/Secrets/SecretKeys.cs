using System.Security.Cryptography;
using System.Text;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Secrets;

/// <summary>
/// Encrypts the secrets of webhooks and hooks with AES-256-GCM, so that neither the journal nor a copy of it contains
/// them. The keys are those of a file that <c>LocalStore:SecretsKeyFile</c> names. Without one, the key is a random one
/// in <c>webhooks.key</c> in the service's folder, which is created with the first secret. The first key encrypts, and
/// all of them decrypt.
/// </summary>
/// <param name="disk">The service's folder.</param>
/// <param name="keyFile">The path of the file with the keys; null for those in the folder.</param>
/// <param name="entropy">Where random keys come from.</param>
internal sealed class SecretKeys(Disk disk, string? keyFile, Entropy entropy)
{
    private const string FileName = "webhooks.key";
    private const string TemporaryName = "webhooks.key.tmp";
    private const string Header = "tauro webhook key 1";
    private const char Separator = ' ';

    /// <summary>What an encrypted secret begins with; one that was stored by an earlier version does not.</summary>
    private const string Prefix = "aes-256-gcm:";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // Shared by all instances: webhooks and policies must not both create the file.
    private static readonly Lock Gate = new();

    private IReadOnlyList<string> keys = [];

    /// <summary>Encrypts a secret.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read, or none can be created.</exception>
    public string Encrypt(string secret)
    {
        using var aes = Open(Load(create: true)[0]);
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = bytes.AsSpan(0, NonceBytes);
        Convert.FromHexString(entropy.NextId()).AsSpan(0, NonceBytes).CopyTo(nonce);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        return Prefix + Convert.ToBase64String(bytes);
    }

    /// <summary>Decrypts a stored secret; null if its key is missing.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read.</exception>
    public string? Decrypt(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal)
        ? Load(create: false).Select(key => Decrypt(stored[Prefix.Length..], key)).FirstOrDefault(it => it is not null)
        : stored;

    /// <summary>Makes a random key the first one, unless an operator provides the keys.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read or written.</exception>
    public void Begin() => Change(own => keyFile is null ? [NewKey(), .. own] : own);

    /// <summary>Forgets the keys in the folder, except for the first one if it encrypts.</summary>
    /// <inheritdoc cref="Begin" path="/exception"/>
    public void Complete() => Change(own => keyFile is null ? [.. own.Take(1)] : []);

    private static string? Decrypt(string encrypted, string key)
    {
        try
        {
            var bytes = Convert.FromBase64String(encrypted).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var aes = Open(key);
            aes.Decrypt(
                bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static AesGcm Open(string key) => new(Convert.FromHexString(key), TagBytes);

    private IReadOnlyList<string> Load(bool create) => Try(() =>
    {
        if (keys.Count > 0) return keys;
        IReadOnlyList<string> provided = keyFile is null ? [] : SecretKeyFile.Read(keyFile);
        var own = ReadOwn();
        if (create && provided.Count == 0 && own.Count == 0) Write(own = [NewKey()]);
        return keys = [.. provided, .. own];
    });

    private void Change(Func<IReadOnlyList<string>, IReadOnlyList<string>> change) => Try(() =>
    {
        var own = ReadOwn();
        var changed = change(own);
        if (changed.Count > 0) Write(changed);
        else if (own.Count > 0) Delete();
        return keys = [];
    });

    private T Try<T>(Func<T> action)
    {
        lock (Gate)
        {
            try
            {
                return action();
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException(
                    $"The key of the webhooks' secrets, '{disk.Describe(FileName)}', is not available: {e.Message}");
            }
        }
    }

    private string NewKey() => entropy.NextId() + entropy.NextId();

    private IReadOnlyList<string> ReadOwn()
    {
        if (!disk.FileExists(FileName)) return [];
        using var file = disk.Open(FileName);
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        // It may have been created by an attempt that failed here.
        disk.SyncDirectory("");
        return Encoding.UTF8.GetString(bytes).Split('\n') is [Header, var hex, var checksum, ..]
            && FileChecksum.Compute(Encoding.UTF8.GetBytes(hex)) == checksum
            ? hex.Split(Separator)
            : throw new IOException("it is damaged; restore it from a backup, or delete it and set the secrets again.");
    }

    private void Write(IReadOnlyList<string> written)
    {
        var hex = string.Join(Separator, written);
        var content = $"{Header}\n{hex}\n{FileChecksum.Compute(Encoding.UTF8.GetBytes(hex))}\n";
        disk.Write(TemporaryName, Encoding.UTF8.GetBytes(content));
        disk.Rename(TemporaryName, FileName);
        disk.SyncDirectory("");
    }

    private void Delete()
    {
        disk.Delete(FileName);
        disk.SyncDirectory("");
    }
}
