namespace Tauro.Stores.Rules;

/// <summary>What the sender says of a file; null members are not checked.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Hexadecimal, either letter case.</param>
public readonly record struct ArtifactExpectation(long? SizeBytes = null, string? Sha256 = null);
