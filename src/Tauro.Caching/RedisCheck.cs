using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Tauro.Caching;

/// <summary>Checks Redis. Redis is optional: without it the service is degraded, but ready.</summary>
internal sealed class RedisCheck(IConnectionMultiplexer redis, string consequence) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!redis.IsConnected)
            return HealthCheckResult.Degraded($"Redis does not respond. {consequence}");
        try
        {
            var ping = await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy(
                data: new Dictionary<string, object> { ["ping_ms"] = Math.Round(ping.TotalMilliseconds, 3) });
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            return HealthCheckResult.Degraded($"Redis does not respond: {failure.GetType().Name}.");
        }
    }
}
