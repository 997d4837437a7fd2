using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Access;

/// <summary>A resource that a grant can name: an experiment or a registered model.</summary>
/// <param name="Type">Its type, which is at the top of a hierarchy of <see cref="ResourceTypes"/>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Owner">The account that created it, which has <see cref="AccessLevel.Manage"/>; null for none.</param>
/// <param name="Workspace">The workspace that it is in; null if that is not known any more.</param>
public sealed record AccessTarget(ResourceType Type, string Id, AccountId? Owner, WorkspaceName? Workspace)
{
    /// <summary>Returns the target of a resource that a principal owns and no grant names.</summary>
    /// <param name="principal">The owner.</param>
    /// <param name="type">The type of the resource, or one below it.</param>
    public static AccessTarget OwnedBy(Principal principal, ResourceType type) =>
        new(ResourceTypes.GetTop(type), "", principal.Id, principal.Workspace);
}
