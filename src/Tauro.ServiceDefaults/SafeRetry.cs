using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Tauro.ServiceDefaults;

/// <summary>Repeats only requests that change nothing, and only after failures that pass.</summary>
internal static class SafeRetry
{
    public static ValueTask<bool> ShouldHandle(RetryPredicateArguments<HttpResponseMessage> attempt) =>
        ValueTask.FromResult(
            attempt.Context.GetRequestMessage()?.Method is { } method
            && (method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options)
            && HttpClientResiliencePredicates.IsTransient(attempt.Outcome));
}
