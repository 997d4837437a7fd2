using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Identity.Api.Resources;
using Tauro.Stores;

namespace Tauro.Identity.Api.Workspaces;

/// <summary>Asks the services what they have in a workspace.</summary>
internal sealed class WorkspaceContents(ServiceReader services)
{
    /// <summary>Returns what is in a workspace.</summary>
    /// <exception cref="StorageUnavailableException">A service does not respond.</exception>
    public async Task<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel)
    {
        var (tracking, registry) = (
            await Read(ServiceReader.Tracking, workspace, cancel),
            await Read(ServiceReader.Registry, workspace, cancel));
        return tracking with
        {
            Models = registry.Models, ModelBytes = registry.ModelBytes, Webhooks = registry.Webhooks,
        };
    }

    private Task<WorkspaceUse> Read(string service, WorkspaceName workspace, CancellationToken cancel) =>
        services.Read<WorkspaceUse>(
            service, $"/internal/{service}/workspaces/{workspace}", "what is in the workspace", cancel);
}
