namespace Tauro.Contracts.Identity;

/// <summary>A new API key, with its secret, which is shown this time only.</summary>
/// <param name="Key">The key, without its secret.</param>
/// <param name="Secret">What clients send.</param>
public sealed record CreatedApiKey(ApiKey Key, string Secret)
{
    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => $"API key {Key.KeyId}";
}
