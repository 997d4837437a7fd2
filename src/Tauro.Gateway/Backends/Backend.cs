namespace Tauro.Gateway.Backends;

/// <summary>Asks the services about themselves, shortly and without retries: a page waits for it.</summary>
internal sealed class Backend(IHttpClientFactory clients)
{
    /// <summary>The answer to a GET, whatever its status.</summary>
    /// <exception cref="HttpRequestException">The service does not answer.</exception>
    /// <exception cref="OperationCanceledException">It did not in time, or the caller left.</exception>
    public Task<HttpResponseMessage> Get(string service, string path, CancellationToken cancel) =>
        clients.CreateClient(service).GetAsync(path, cancel);

    /// <summary>The answer to a POST without a body, for what may take a while.</summary>
    /// <exception cref="HttpRequestException">The service does not answer.</exception>
    /// <exception cref="OperationCanceledException">It did not in time, or the caller left.</exception>
    public Task<HttpResponseMessage> Post(string service, string path, CancellationToken cancel) =>
        clients.CreateClient(BackendSetup.Patient(service)).PostAsync(path, null, cancel);
}
