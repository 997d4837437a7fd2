using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Tauro.ServiceDefaults;

/// <summary>Retries only GET, HEAD and OPTIONS requests, and only after transient failures.</summary>
internal static class SafeRetry
{
    public static ValueTask<bool> ShouldHandle(RetryPredicateArguments<HttpResponseMessage> attempt) =>
        ValueTask.FromResult(
            attempt.Context.GetRequestMessage()?.Method is { } method
            && (method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options)
            && HttpClientResiliencePredicates.IsTransient(attempt.Outcome));
}
