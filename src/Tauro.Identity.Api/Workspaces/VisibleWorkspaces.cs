using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Workspaces;

/// <summary>
/// The workspaces that an account may see: those in which it has a role, and all for an administrator.
/// </summary>
internal static class VisibleWorkspaces
{
    public static async Task<IReadOnlyList<Workspace>> List(
        Caller caller, IIdentityStore store, CancellationToken cancel)
    {
        var all = await store.ListWorkspaces(cancel);
        if (caller.IsAdmin) return all;
        var own = await FindOwn(caller.AccountId, store, cancel);
        return [.. all.Where(workspace => own.Contains(workspace.Name))];
    }

    public static async Task<StoreOutcome<Workspace>> Find(
        WorkspaceName name, Caller caller, IIdentityStore store, CancellationToken cancel) =>
        (await List(caller, store, cancel)).FirstOrDefault(workspace => workspace.Name == name) is { } found
            ? found
            : IdentityProblems.WorkspaceMissing(name);

    /// <summary>Returns the workspaces in which an account has a role.</summary>
    public static async Task<IReadOnlySet<WorkspaceName>> FindOwn(
        AccountId accountId, IIdentityStore store, CancellationToken cancel) =>
        (await store.ListRoles(cancel)).Where(role => role.GetAccounts().Contains(accountId))
            .Select(role => role.Workspace).ToHashSet();
}
