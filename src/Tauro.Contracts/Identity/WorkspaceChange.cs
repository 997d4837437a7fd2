namespace Tauro.Contracts.Identity;

/// <summary>A change of a workspace; what is absent stays as it is.</summary>
public sealed record WorkspaceChange(string? Description = null);
