namespace Tauro.Contracts.Identity;

/// <summary>A role to create.</summary>
/// <param name="Name">Unique among the roles of the workspace.</param>
/// <param name="Description">Free text.</param>
public sealed record NewRole(string Name, string? Description = null);
