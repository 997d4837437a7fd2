namespace Tauro.Contracts.Policies;

/// <summary>Identifies one version of a policy.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Version">Its version.</param>
public sealed record PolicyReference(string Name, int Version);
