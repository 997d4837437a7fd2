using System.Net;
using System.Text.Json;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores;

namespace Tauro.Identity.Api.Workspaces;

/// <summary>Asks the services what they have in a workspace.</summary>
internal sealed class WorkspaceContents(IHttpClientFactory clients)
{
    /// <summary>The services that have resources in workspaces.</summary>
    public static IReadOnlyList<string> Services { get; } = ["tracking", "registry"];

    /// <summary>Returns what is in a workspace.</summary>
    /// <exception cref="StorageUnavailableException">A service does not respond.</exception>
    public async Task<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel)
    {
        var (tracking, registry) = (
            await Read("tracking", workspace, cancel), await Read("registry", workspace, cancel));
        return tracking with
        {
            Models = registry.Models, ModelBytes = registry.ModelBytes, Webhooks = registry.Webhooks,
        };
    }

    private async Task<WorkspaceUse> Read(string service, WorkspaceName workspace, CancellationToken cancel)
    {
        try
        {
            using var response = await clients.CreateClient(service).GetAsync(
                $"/internal/{service}/workspaces/{workspace}", cancel);
            if (response.StatusCode == HttpStatusCode.OK)
                return (await response.Content.ReadFromJsonAsync<WorkspaceUse>(TauroJson.Options, cancel))!;
            throw new HttpRequestException($"It responded with {(int)response.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new StorageUnavailableException(
                $"The service {service} does not say what is in the workspace: {failure.Message} Try again.",
                failure);
        }
    }
}
