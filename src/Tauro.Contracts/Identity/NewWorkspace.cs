using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A workspace to create.</summary>
/// <param name="Name">
/// 2 to 63 lower-case letters, digits and <c>-</c>, which is neither the first nor the last one.
/// </param>
/// <param name="Description">Free text.</param>
/// <param name="Quotas">Its limits; absent for none.</param>
public sealed record NewWorkspace(WorkspaceName Name, string? Description = null, WorkspaceQuotas? Quotas = null);
