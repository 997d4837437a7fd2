using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Access;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Workspaces;

/// <summary>
/// The workspaces that an account may see: those in which it has a role, and all for an administrator.
/// </summary>
internal sealed class VisibleWorkspaces(IIdentityStore store, DefaultAccess access)
{
    public async Task<IReadOnlyList<Workspace>> List(Caller caller, CancellationToken cancel)
    {
        var all = await store.ListWorkspaces(cancel);
        if (caller.IsAdmin) return all;
        var own = await FindOwn(caller.AccountId, cancel);
        return [.. all.Where(workspace => own.Contains(workspace.Name))];
    }

    public async Task<StoreOutcome<Workspace>> Find(WorkspaceName name, Caller caller, CancellationToken cancel) =>
        (await List(caller, cancel)).FirstOrDefault(workspace => workspace.Name == name) is { } found
            ? found
            : IdentityProblems.WorkspaceMissing(name);

    /// <summary>Returns the workspaces in which an account has a role.</summary>
    public async Task<IReadOnlySet<WorkspaceName>> FindOwn(AccountId accountId, CancellationToken cancel) =>
        (await access.ListRoles(accountId, store, cancel)).Select(role => role.Workspace).ToHashSet();
}
