using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Identity;

/// <content>Workspaces.</content>
internal sealed partial class LocalIdentityStore
{
    public ValueTask<StoreOutcome<Workspace>> CreateWorkspace(
        NewWorkspace workspace, CancellationToken cancel = default) =>
        facts.Commit((state, now) => WorkspaceWrites.Create(
            workspace, state.GetWorkspace(workspace.Name), state.Workspaces.Count, state.CountRoles(direct: false),
            state.NextNumber, now), cancel);

    public async ValueTask<StoreOutcome<Workspace>> GetWorkspace(
        WorkspaceName name, CancellationToken cancel = default) =>
        await engine.Read(state => state.GetWorkspace(name)).ConfigureAwait(false) is { } workspace
            ? workspace
            : IdentityProblems.WorkspaceMissing(name);

    public async ValueTask<IReadOnlyList<Workspace>> ListWorkspaces(CancellationToken cancel = default) =>
        await engine.Read(ListWorkspaces).ConfigureAwait(false);

    public ValueTask<StoreOutcome<Workspace>> UpdateWorkspace(
        WorkspaceName name, WorkspaceChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => WorkspaceWrites.Update(state.GetWorkspace(name), name, change, now), cancel);

    public ValueTask<StoreOutcome<Workspace>> DeleteWorkspace(
        WorkspaceName name, CancellationToken cancel = default)
    {
        var by = CurrentActor.Value.Account?.Id;
        return facts.Commit((state, now) => WorkspaceWrites.Delete(
            state.GetWorkspace(name), name,
            [.. state.Roles.All.Where(role => role.Workspace == name)],
            [.. state.GroupRules.All.Where(rule => state.Roles.Find(rule.RoleId)?.Workspace == name)],
            [.. state.Keys.All.Where(key => key.Key.Workspace == name && key.IsValidAt(now))], by, now), cancel);
    }

    /// <summary>Returns <c>default</c> and the others by name.</summary>
    private static IReadOnlyList<Workspace> ListWorkspaces(IdentityState state) =>
    [
        state.GetWorkspace(WorkspaceName.Default)!,
        .. state.Workspaces.All.Where(workspace => workspace.Name != WorkspaceName.Default)
            .OrderBy(workspace => workspace.Name),
    ];
}
