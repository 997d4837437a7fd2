using System.Text.Json.Serialization;
using Tauro.Contracts.Identity;

namespace Tauro.Stores.Identity;

/// <summary>An API key, with what checks its secret.</summary>
/// <param name="Key">The key.</param>
/// <param name="Hash">The SHA-256 of the secret, in hexadecimal digits.</param>
/// <param name="Lifetime">The milliseconds for which its successor is valid.</param>
[method: JsonConstructor]
public sealed record StoredApiKey(ApiKey Key, string Hash, long Lifetime)
{
    /// <summary>Creates a key whose successor is valid for as long.</summary>
    public StoredApiKey(ApiKey key, string hash) : this(key, hash, key.ExpirationTime - key.CreationTime)
    {
    }

    /// <summary>Whether it can be used at a time, in Unix milliseconds.</summary>
    public bool IsValidAt(long now) => Key.RevocationTime is null && now < Key.ExpirationTime;

    /// <summary>Returns a description without the hash.</summary>
    public override string ToString() => $"API key {Key.KeyId}";
}
