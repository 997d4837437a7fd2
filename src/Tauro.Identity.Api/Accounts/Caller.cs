using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Accounts;

/// <summary>The sender of a request, and what it may do with accounts.</summary>
internal sealed class Caller(Principal principal)
{
    /// <summary>Whether it is an administrator, and its key may be used for that.</summary>
    public bool IsAdmin => AccessDecision.DecideForAdmin(principal).IsAllowed;

    public AccountId AccountId => principal.Id;

    public Principal Principal => principal;

    public static Caller From(HttpContext context) => new(context.GetPrincipal());

    public bool Is(AccountId accountId) => principal.Id == accountId;

    /// <summary>Finds an account that it may see; a problem, the same for one that there is not, otherwise.</summary>
    public async Task<StoreOutcome<StoredAccount>> Find(
        PrincipalKind kind, AccountId accountId, IIdentityStore store, CancellationToken cancel) =>
        MayActFor(accountId) && await store.GetAccount(accountId, cancel) is { IsOk: true } found
            && found.Value.Account.Kind == kind
            ? found
            : IdentityProblems.AccountMissing(accountId);

    /// <summary>Whether it may see an account and its keys.</summary>
    public bool MayActFor(AccountId accountId)
    {
        if (Is(accountId) || IsAdmin) return true;
        CurrentPrincipal.NoteHidden(
            $"{principal.Name} may not see other accounts: {AccessDecision.DecideForAdmin(principal).Reason}");
        return false;
    }
}
