using Tauro.Contracts.Access;

namespace Tauro.Contracts.Identity;

/// <summary>A grant to add to a role.</summary>
/// <param name="ResourceType">The type of the resources.</param>
/// <param name="Permission">The level.</param>
/// <param name="ResourcePattern">
/// <c>*</c> for all resources of the type, or the id of an experiment or a registered model.
/// </param>
public sealed record NewRolePermission(
    ResourceType ResourceType, AccessLevel Permission, string ResourcePattern = Grant.All);
