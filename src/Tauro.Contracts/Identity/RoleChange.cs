namespace Tauro.Contracts.Identity;

/// <summary>A change of a role; what is absent stays as it is.</summary>
public sealed record RoleChange(string? Name = null, string? Description = null);
