namespace Tauro.Contracts.Identity;

/// <summary>A role to create.</summary>
/// <param name="Name">Unique among roles.</param>
/// <param name="Description">Free text.</param>
public sealed record NewRole(string Name, string? Description = null);
