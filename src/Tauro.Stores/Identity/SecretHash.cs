using System.Security.Cryptography;
using System.Text;

namespace Tauro.Stores.Identity;

/// <summary>
/// Hashes of secrets with so many random bits that a slow hash would add nothing: API keys and setup tokens.
/// </summary>
public static class SecretHash
{
    /// <summary>Returns the SHA-256 of a secret, in hexadecimal digits.</summary>
    public static string Compute(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares two hashes in a time that does not depend on where they differ.</summary>
    public static bool AreEqual(string hash, string other) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
