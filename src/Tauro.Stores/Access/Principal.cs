using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Access;

/// <summary>The authenticated sender of a request, with all that decides what it may do.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The id of the account; of a process of Tauro, its name.</param>
/// <param name="Name">The name for people.</param>
/// <param name="IsAdmin">Whether it may do everything.</param>
/// <param name="Grants">What it may do otherwise.</param>
/// <param name="Scopes">What its API key is limited to; null for no limit.</param>
/// <param name="KeyId">The API key that it used; null for other credentials.</param>
/// <param name="Workspace">
/// The workspace of the request. Nothing in another one exists for it, not even for an administrator. Null for no
/// limit: a process of Tauro, and everybody while no credentials are checked.
/// </param>
/// <param name="Quotas">The limits of the workspace; null for none.</param>
public sealed record Principal(
    PrincipalKind Kind,
    AccountId Id,
    string Name,
    bool IsAdmin,
    IReadOnlyList<Grant> Grants,
    IReadOnlyList<AccessScope>? Scopes = null,
    ApiKeyId? KeyId = null,
    WorkspaceName? Workspace = null,
    WorkspaceQuotas? Quotas = null)
{
    /// <summary>The sender of a request to a public endpoint, which may do nothing with the stores.</summary>
    public static Principal None { get; } = new(PrincipalKind.User, default, "A client without credentials", false, []);

    /// <summary>The sender of all requests while no credentials are checked.</summary>
    public static Principal Local { get; } = new(PrincipalKind.User, new AccountId("local"), "local", true, []);
}
