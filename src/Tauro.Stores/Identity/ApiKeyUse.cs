using Tauro.Contracts.Ids;

namespace Tauro.Stores.Identity;

/// <summary>The last use of an API key.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Address">The address of the client; null when it is not known.</param>
public sealed record ApiKeyUse(ApiKeyId KeyId, long Time, string? Address);
