using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A question whether an account may do something.</summary>
/// <param name="Action">The action.</param>
/// <param name="ResourceType">The type of the resource.</param>
/// <param name="AccountId">The account; absent for that of the request.</param>
/// <param name="ResourceId">
/// The id of the experiment or registered model that is the resource, or that it is in; absent for all resources of the
/// type. That an account owns it is not considered.
/// </param>
public sealed record AccessQuestion(
    AccessAction Action, ResourceType ResourceType, AccountId? AccountId = null, string? ResourceId = null);
