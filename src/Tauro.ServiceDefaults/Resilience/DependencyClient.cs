using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Tauro.ServiceDefaults.Resilience;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>HTTP clients for another service of the suite.</summary>
public static class DependencyClient
{
    /// <summary>
    /// Adds retries of requests that change nothing, a timeout for each attempt, and a circuit breaker. They end when
    /// the headers of the response have arrived, so that its body can be a stream of any size. A request that is
    /// refused, because the circuit is open, throws an <see cref="HttpRequestException"/>.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="dependency">The name of the service, for the health check, metrics and log.</param>
    public static IHttpClientBuilder AddTauroDependency(this IHttpClientBuilder client, string dependency)
    {
        client.AddTauroStreaming().AddHttpMessageHandler(() => new FailureTranslation(dependency));
        client.AddResilienceHandler("tauro", (pipeline, context) =>
        {
            var services = context.ServiceProvider;
            var options = services.GetRequiredService<IOptions<ResilienceOptions>>().Value;
            pipeline.TimeProvider = services.GetRequiredService<TimeProvider>();
            if (options.RetriesMax > 0) pipeline.AddRetry(CreateRetry(options));
            if (options.CircuitBreaker)
                pipeline.AddCircuitBreaker(
                    CreateBreaker(options, services.GetRequiredService<Circuits>().Add(dependency)));
            pipeline.AddTimeout(options.AttemptTimeout);
        });
        return client;
    }

    private static HttpRetryStrategyOptions CreateRetry(ResilienceOptions options) => new()
    {
        MaxRetryAttempts = options.RetriesMax,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = ShouldRetry,
    };

    private static HttpCircuitBreakerStrategyOptions CreateBreaker(ResilienceOptions options, Circuit circuit) => new()
    {
        MinimumThroughput = options.CircuitFailures,
        FailureRatio = 0.5,
        SamplingDuration = options.CircuitWindow,
        BreakDuration = options.CircuitBreak,
        OnOpened = opened => circuit.Open(
            opened.Outcome.Exception?.Message ?? $"It responded with {(int?)opened.Outcome.Result?.StatusCode}.",
            opened.BreakDuration),
        OnHalfOpened = _ => circuit.MoveTo(CircuitState.HalfOpen),
        OnClosed = _ => circuit.MoveTo(CircuitState.Closed),
    };

    /// <summary>A POST that failed may have made its change, so only safe methods are retried.</summary>
    private static ValueTask<bool> ShouldRetry(RetryPredicateArguments<HttpResponseMessage> attempt) =>
        ValueTask.FromResult(
            attempt.Context.GetRequestMessage()?.Method is { } method
            && (method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options)
            && HttpClientResiliencePredicates.IsTransient(attempt.Outcome));

    /// <summary>Turns the exceptions of the pipeline into those that an HTTP client is expected to throw.</summary>
    private sealed class FailureTranslation(string dependency) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (BrokenCircuitException open)
            {
                throw new HttpRequestException(
                    HttpRequestError.ConnectionError,
                    $"Requests to {dependency} are refused for a moment, because too many have failed.", open);
            }
            catch (TimeoutRejectedException late)
            {
                throw new HttpRequestException($"{dependency} did not respond within {late.Timeout}.", late);
            }
        }
    }
}
