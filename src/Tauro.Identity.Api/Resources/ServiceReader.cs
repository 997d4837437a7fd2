using System.Net;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.Identity.Api.Resources;

/// <summary>Reads what the services that have resources know of them.</summary>
internal sealed class ServiceReader(IHttpClientFactory clients)
{
    public const string Tracking = "tracking";
    public const string Registry = "registry";

    /// <summary>The services that have resources in workspaces.</summary>
    public static IReadOnlyList<string> Services { get; } = [Tracking, Registry];

    /// <summary>Reads as the identity service itself.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">The path.</param>
    /// <param name="question">What the service is asked, for a message.</param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="StorageUnavailableException">The service does not respond.</exception>
    public async Task<T> Read<T>(string service, string path, string question, CancellationToken cancel) =>
        (await Send<T>(service, path, question, account: null, cancel))!;

    /// <summary>Reads for an account; null for what does not exist, or not for the account.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">The path.</param>
    /// <param name="question">What the service is asked, for a message.</param>
    /// <param name="account">The token that came with a request of the account; null if no credentials are checked.
    /// </param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="StorageUnavailableException">The service does not respond.</exception>
    public Task<T?> ReadFor<T>(
        string service, string path, string question, string? account, CancellationToken cancel) where T : class =>
        Send<T>(service, path, question, account ?? "", cancel);

    private async Task<T?> Send<T>(
        string service, string path, string question, string? account, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (!string.IsNullOrEmpty(account)) request.Headers.Add(ServiceTokens.AccountHeader, account);
            using var response = await clients.CreateClient(service).SendAsync(request, cancel);
            if (response.StatusCode == HttpStatusCode.OK)
                return (await response.Content.ReadFromJsonAsync<T>(TauroJson.Options, cancel))!;
            if (account is null || response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden))
                throw new HttpRequestException($"It responded with {(int)response.StatusCode}.");
            if (RefusalHeader.Find(response) is { } reason) CurrentPrincipal.NoteHidden(reason);
            return default;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new StorageUnavailableException(
                $"The service {service} does not say {question}: {failure.Message} Try again.", failure);
        }
    }
}
