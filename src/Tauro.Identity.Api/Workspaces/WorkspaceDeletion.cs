using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Workspaces;

/// <summary>
/// Deletes a workspace that is empty. What is created in it meanwhile is not lost: it is found again when a workspace
/// of the name is created.
/// </summary>
internal sealed class WorkspaceDeletion(IIdentityStore store, WorkspaceContents contents)
{
    /// <exception cref="StorageUnavailableException">A service does not say whether it is empty.</exception>
    public async Task<StoreOutcome<Workspace>> Delete(WorkspaceName workspace, CancellationToken cancel)
    {
        if (workspace == WorkspaceName.Default) return IdentityProblems.DefaultWorkspace("deleted");
        var found = await store.GetWorkspace(workspace, cancel);
        if (!found.IsOk) return found.Problem;
        return Describe(await contents.Measure(workspace, cancel)) is { Length: > 0 } content
            ? IdentityProblems.WorkspaceNotEmpty(workspace, content)
            : await store.DeleteWorkspace(workspace, cancel);
    }

    private static string Describe(WorkspaceUse use) => string.Join(", ", new[]
    {
        Count(use.Experiments, "experiments"), Count(use.Models, "registered models"), Count(use.Webhooks, "webhooks"),
    }.OfType<string>());

    private static string? Count(long count, string kind) => count == 0 ? null : $"{count} {kind}";
}
