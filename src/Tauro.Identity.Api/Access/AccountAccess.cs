using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Access;

/// <summary>An account with what its roles allow in the workspace of the request.</summary>
/// <param name="Principal">The account, as the gateway would name it in a token.</param>
/// <param name="Roles">Its roles in the workspace, also that with its direct grants.</param>
internal sealed record AccountAccess(Principal Principal, IReadOnlyList<Role> Roles)
{
    /// <param name="account">The account.</param>
    /// <param name="scopes">The scopes of its API key; null for no limit.</param>
    /// <param name="store">The store.</param>
    /// <param name="general">What every account may do.</param>
    /// <param name="cancel">Cancels the call.</param>
    public static async Task<AccountAccess> Load(
        Account account, IReadOnlyList<AccessScope>? scopes, IIdentityStore store, DefaultAccess general,
        CancellationToken cancel)
    {
        var workspace = CurrentWorkspace.Value;
        Role[] roles =
        [
            .. (await general.ListRoles(account.AccountId, store, cancel))
                .Where(role => role.Workspace == workspace),
        ];
        return new AccountAccess(
            new Principal(
                account.Kind, account.AccountId, account.Name, account.IsAdmin,
                [.. roles.SelectMany(role => role.ToGrants()).Distinct()], scopes, Workspace: workspace),
            roles);
    }

    /// <summary>Returns the name of a role with a grant; null for none.</summary>
    public string? FindRole(Grant grant) => Roles.FirstOrDefault(role => role.ToGrants().Contains(grant))?.Name;
}
