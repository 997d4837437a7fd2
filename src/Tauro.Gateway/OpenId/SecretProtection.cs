using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Tauro.Gateway.OpenId;

/// <summary>
/// Encrypts what a sign-in that is under way keeps in the browser, with a key that is derived from the client secret:
/// each replica has it, it is never stored, and it outlives a restart.
/// </summary>
internal sealed class SecretProtection : IDataProtector
{
    private const int KeyBytes = 32;

    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] key;

    private SecretProtection(byte[] key) => this.key = key;

    /// <summary>Creates it from the client secret.</summary>
    public static SecretProtection FromSecret(string secret) => new(HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeyBytes, info: "Tauro sign-in"u8.ToArray()));

    /// <summary>Returns one with another key, for a purpose.</summary>
    public IDataProtector CreateProtector(string purpose) => new SecretProtection(
        HKDF.Expand(HashAlgorithmName.SHA256, key, KeyBytes, Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        var result = new byte[NonceBytes + plaintext.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plaintext, result.AsSpan(NonceBytes, plaintext.Length), result.AsSpan(^TagBytes..));
        return result;
    }

    /// <exception cref="CryptographicException">It was not encrypted with this key.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceBytes + TagBytes) throw new CryptographicException("The data is too short.");
        var plaintext = new byte[protectedData.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            protectedData.AsSpan(0, NonceBytes), protectedData.AsSpan(NonceBytes, plaintext.Length),
            protectedData.AsSpan(^TagBytes..), plaintext);
        return plaintext;
    }
}
