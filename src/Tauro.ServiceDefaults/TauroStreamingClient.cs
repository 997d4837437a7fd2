namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Exceptions from the resilience that every outgoing client has.</summary>
public static class TauroStreamingClient
{
    /// <summary>
    /// For a client that moves artifacts: no total timeout and no retry, because a stream can't be sent twice. The
    /// caller's cancellation bounds it.
    /// </summary>
    public static IHttpClientBuilder AddTauroStreaming(this IHttpClientBuilder client) =>
        client.AddTauroSingleAttempt(Timeout.InfiniteTimeSpan);

    /// <summary>For a caller that would rather know soon: one attempt, within a time.</summary>
    public static IHttpClientBuilder AddTauroSingleAttempt(this IHttpClientBuilder client, TimeSpan timeout) =>
        client.RemoveAllResilienceHandlers().ConfigureHttpClient(http => http.Timeout = timeout);
}
