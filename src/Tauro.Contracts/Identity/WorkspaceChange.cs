namespace Tauro.Contracts.Identity;

/// <summary>A change of a workspace; what is absent stays as it is.</summary>
/// <param name="Description">The new description.</param>
/// <param name="Quotas">The limits that replace all others; without members for none.</param>
public sealed record WorkspaceChange(string? Description = null, WorkspaceQuotas? Quotas = null);
