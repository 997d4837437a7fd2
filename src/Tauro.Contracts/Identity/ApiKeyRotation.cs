namespace Tauro.Contracts.Identity;

/// <summary>How an API key is replaced.</summary>
/// <param name="OverlapHours">The hours for which the old one stays valid, 0 to 168. Default 24.</param>
public sealed record ApiKeyRotation(int OverlapHours = 24);
