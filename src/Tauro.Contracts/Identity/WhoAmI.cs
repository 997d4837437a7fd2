using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>The sender of a request, as Tauro knows it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The id of the account.</param>
/// <param name="Name">The name.</param>
/// <param name="IsAdmin">Whether it may do everything.</param>
/// <param name="Grants">What it may do otherwise.</param>
/// <param name="Workspace">The workspace of the request, in which the grants are valid.</param>
/// <param name="Scopes">What its API key is limited to; absent for no limit.</param>
/// <param name="KeyId">The API key; absent for other credentials.</param>
public sealed record WhoAmI(
    PrincipalKind Kind, AccountId Id, string Name, bool IsAdmin, IReadOnlyList<Grant> Grants, WorkspaceName Workspace,
    IReadOnlyList<AccessScope>? Scopes = null, ApiKeyId? KeyId = null);
