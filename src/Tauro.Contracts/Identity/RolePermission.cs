using Tauro.Contracts.Access;

namespace Tauro.Contracts.Identity;

/// <summary>A grant of a role.</summary>
/// <param name="Number">Identifies it.</param>
/// <param name="ResourceType">The type of the resources.</param>
/// <param name="ResourcePattern">
/// <c>*</c> for all resources of the type, or the id of an experiment or a registered model.
/// </param>
/// <param name="Permission">The level.</param>
public sealed record RolePermission(
    long Number, ResourceType ResourceType, string ResourcePattern, AccessLevel Permission)
{
    /// <summary>Returns it as a grant.</summary>
    public Grant ToGrant() => new(ResourceType, ResourcePattern, Permission);
}
