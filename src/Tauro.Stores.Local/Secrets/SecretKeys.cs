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
internal sealed class SecretKeys
{
    private const string FileName = "webhooks.key";
    private const string TemporaryName = "webhooks.key.tmp";
    private const string Header = "tauro webhook key 1";
    private const char Separator = ' ';

    /// <summary>What an encrypted secret begins with; one that was stored by an earlier version does not.</summary>
    private const string Prefix = "aes-256-gcm:";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lock gate = new();
    private readonly Disk disk;
    private readonly Entropy entropy;
    private readonly IReadOnlyList<string> provided;
    private IReadOnlyList<string> own = [];

    /// <param name="disk">The service's folder.</param>
    /// <param name="keyFile">
    /// The path of the file with the keys, which is read once; null for those in the folder.
    /// </param>
    /// <param name="entropy">Where random keys come from.</param>
    /// <exception cref="SettingException">The file can't be read, or is not one of keys.</exception>
    public SecretKeys(Disk disk, string? keyFile, Entropy entropy)
    {
        (this.disk, this.entropy) = (disk, entropy);
        provided = keyFile is null ? [] : SecretKeyFile.Read(keyFile);
    }

    /// <summary>Encrypts a secret.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read, or none can be created.</exception>
    public string Encrypt(string secret)
    {
        using var aes = CreateCipher(Load(create: true)[0]);
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = bytes.AsSpan(0, NonceBytes);
        Convert.FromHexString(entropy.NextId()).AsSpan(0, NonceBytes).CopyTo(nonce);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        return Prefix + Convert.ToBase64String(bytes);
    }

    /// <summary>Decrypts a stored secret; null if its key is missing.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read.</exception>
    public string? Decrypt(string stored)
    {
        if (!stored.StartsWith(Prefix, StringComparison.Ordinal)) return stored;
        var encrypted = stored[Prefix.Length..];
        return Load(create: false).Select(key => TryDecrypt(encrypted, key)).FirstOrDefault(plain => plain is not null);
    }

    /// <summary>Makes a new random key the first one, unless an operator provides the keys.</summary>
    /// <exception cref="StorageUnavailableException">The keys can't be read or written.</exception>
    public void AddKey() => Change(known => provided.Count == 0 ? [NewKey(), .. known] : known);

    /// <summary>Forgets the keys in the folder, except for the first one if no others are provided.</summary>
    /// <inheritdoc cref="AddKey" path="/exception"/>
    public void ForgetOldKeys() => Change(known => provided.Count == 0 ? [.. known.Take(1)] : []);

    private static string? TryDecrypt(string encrypted, string key)
    {
        try
        {
            var bytes = Convert.FromBase64String(encrypted).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var aes = CreateCipher(key);
            aes.Decrypt(
                bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static AesGcm CreateCipher(string key) => new(Convert.FromHexString(key), TagBytes);

    private IReadOnlyList<string> Load(bool create) => Try<IReadOnlyList<string>>(() =>
    {
        if (own.Count == 0) own = ReadOwn();
        if (create && provided.Count == 0 && own.Count == 0) Write([NewKey()]);
        return [.. provided, .. own];
    });

    private void Change(Func<IReadOnlyList<string>, IReadOnlyList<string>> change) => Try(() =>
    {
        own = ReadOwn();
        var changed = change(own);
        if (changed.Count > 0) Write(changed);
        else Delete();
        return true;
    });

    private T Try<T>(Func<T> action)
    {
        lock (gate)
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
        own = written;
    }

    private void Delete()
    {
        // One that a crash has left has keys, too.
        foreach (var name in new[] { FileName, TemporaryName })
            if (disk.FileExists(name)) disk.Delete(name);
        disk.SyncDirectory("");
        own = [];
    }
}
