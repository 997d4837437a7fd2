using System.Security.Cryptography;
using System.Text;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Webhooks;

/// <summary>
/// Encrypts the secrets of webhooks and hooks with AES-256-GCM, so that neither the journal nor a copy of it contains
/// them. The key is a random one in a file of its own, <c>webhooks.key</c>, which is created with the first secret.
/// </summary>
internal sealed class SecretKey(Disk disk, Entropy entropy)
{
    private const string FileName = "webhooks.key";
    private const string TemporaryName = "webhooks.key.tmp";
    private const string Header = "tauro webhook key 1";

    /// <summary>What an encrypted secret begins with; one that was stored by an earlier version does not.</summary>
    private const string Prefix = "aes-256-gcm:";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // Shared by all keys: webhooks and policies must not both create the file.
    private static readonly Lock Gate = new();

    private byte[]? key;

    /// <summary>Encrypts a secret.</summary>
    /// <exception cref="StorageUnavailableException">The key can't be read or created.</exception>
    public string Encrypt(string secret)
    {
        using var aes = new AesGcm(Load(create: true)!, TagBytes);
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = bytes.AsSpan(0, NonceBytes);
        Convert.FromHexString(entropy.NextId()).AsSpan(0, NonceBytes).CopyTo(nonce);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        return Prefix + Convert.ToBase64String(bytes);
    }

    /// <summary>Decrypts a stored secret; null if the key is missing or another one.</summary>
    public string? Decrypt(string stored)
    {
        if (!stored.StartsWith(Prefix, StringComparison.Ordinal)) return stored;
        if (Load(create: false) is not { } loaded) return null;
        try
        {
            var bytes = Convert.FromBase64String(stored[Prefix.Length..]).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(loaded, TagBytes);
            aes.Decrypt(
                bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private byte[]? Load(bool create)
    {
        lock (Gate)
        {
            try
            {
                return key ??= disk.FileExists(FileName) ? Read() : create ? Create() : null;
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException(
                    $"The key of the webhooks' secrets, '{disk.Describe(FileName)}', is not available: {e.Message}");
            }
        }
    }

    private byte[] Read()
    {
        using var file = disk.Open(FileName);
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        // It may have been created by an attempt that failed here.
        disk.SyncDirectory("");
        return Encoding.UTF8.GetString(bytes).Split('\n') is [Header, var hex, var checksum, ..]
            && FileChecksum.Compute(Encoding.UTF8.GetBytes(hex)) == checksum
            ? Convert.FromHexString(hex)
            : throw new IOException("it is damaged; restore it from a backup, or delete it and set the secrets again.");
    }

    private byte[] Create()
    {
        var hex = entropy.NextId() + entropy.NextId();
        var content = $"{Header}\n{hex}\n{FileChecksum.Compute(Encoding.UTF8.GetBytes(hex))}\n";
        disk.Write(TemporaryName, Encoding.UTF8.GetBytes(content));
        disk.Rename(TemporaryName, FileName);
        disk.SyncDirectory("");
        return Convert.FromHexString(hex);
    }
}
