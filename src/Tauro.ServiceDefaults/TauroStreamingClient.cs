namespace Microsoft.Extensions.DependencyInjection;

public static class TauroStreamingClient
{
    /// <summary>
    /// For a client that moves artifacts: no total timeout and no retry, because a stream can't be sent twice. The
    /// caller's cancellation bounds it.
    /// </summary>
    public static IHttpClientBuilder AddTauroStreaming(this IHttpClientBuilder client)
    {
        client.RemoveAllResilienceHandlers();
        return client.ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan);
    }
}
