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

    /// <summary>Returns what is in a workspace, as a list for people; null for nothing.</summary>
    /// <exception cref="StorageUnavailableException">A service does not respond.</exception>
    public async Task<string?> Describe(WorkspaceName workspace, CancellationToken cancel)
    {
        List<string> found = [];
        foreach (var service in Services)
        {
            foreach (var content in await Read(service, workspace, cancel))
                if (content.Count > 0) found.Add($"{content.Count} {content.Kind}");
        }

        return found.Count == 0 ? null : string.Join(", ", found);
    }

    private async Task<IReadOnlyList<WorkspaceContent>> Read(
        string service, WorkspaceName workspace, CancellationToken cancel)
    {
        try
        {
            using var response = await clients.CreateClient(service).GetAsync(
                $"/internal/{service}/workspaces/{workspace}", cancel);
            if (response.StatusCode == HttpStatusCode.OK)
                return (await response.Content.ReadFromJsonAsync<List<WorkspaceContent>>(TauroJson.Options, cancel))!;
            throw new HttpRequestException($"It responded with {(int)response.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new StorageUnavailableException(
                $"The service {service} does not say whether the workspace is empty: {failure.Message} Try again.",
                failure);
        }
    }
}
