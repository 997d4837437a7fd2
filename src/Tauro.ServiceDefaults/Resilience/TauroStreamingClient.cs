namespace Microsoft.Extensions.DependencyInjection;

/// <summary>HTTP clients without retries.</summary>
public static class TauroStreamingClient
{
    /// <summary>
    /// For a client that transfers artifacts: no total timeout and no retry, because a stream can't be sent twice. Only
    /// the caller's cancellation limits it.
    /// </summary>
    public static IHttpClientBuilder AddTauroStreaming(this IHttpClientBuilder client) =>
        client.AddTauroSingleAttempt(Timeout.InfiniteTimeSpan);

    /// <summary>For a caller that prefers to fail fast: one attempt with a timeout.</summary>
    public static IHttpClientBuilder AddTauroSingleAttempt(this IHttpClientBuilder client, TimeSpan timeout) =>
        client.ConfigureHttpClient(http => http.Timeout = timeout);
}
