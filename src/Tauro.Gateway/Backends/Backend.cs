namespace Tauro.Gateway.Backends;

/// <summary>Sends the gateway's own requests to the services, without retries.</summary>
internal sealed class Backend(IHttpClientFactory clients)
{
    /// <summary>Returns the response to a GET, whatever its status. The timeout is short, as pages wait.</summary>
    /// <exception cref="HttpRequestException">The service does not respond.</exception>
    /// <exception cref="OperationCanceledException">The request timed out or was cancelled.</exception>
    public Task<HttpResponseMessage> Get(string service, string path, CancellationToken cancel) =>
        clients.CreateClient(service).GetAsync(path, cancel);

    /// <summary>Returns the response to a GET that may take a while.</summary>
    /// <exception cref="HttpRequestException">The service does not respond.</exception>
    /// <exception cref="OperationCanceledException">The request timed out or was cancelled.</exception>
    public Task<HttpResponseMessage> GetWithLongTimeout(string service, string path, CancellationToken cancel) =>
        clients.CreateClient(BackendSetup.GetLongTimeoutClientName(service)).GetAsync(path, cancel);

    /// <summary>Returns the response to a probe of liveness. Only the caller limits the time.</summary>
    /// <exception cref="HttpRequestException">The service can't be reached.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public Task<HttpResponseMessage> Probe(string service, CancellationToken cancel) =>
        GetWithLongTimeout(service, "/health/live", cancel);

    /// <summary>Returns the response to a POST. The timeout is long.</summary>
    /// <exception cref="HttpRequestException">The service does not respond.</exception>
    /// <exception cref="OperationCanceledException">The request timed out or was cancelled.</exception>
    public Task<HttpResponseMessage> Post(
        string service, string path, CancellationToken cancel, HttpContent? body = null) =>
        clients.CreateClient(BackendSetup.GetLongTimeoutClientName(service)).PostAsync(path, body, cancel);
}
