using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Says whether events are distributed, how many wait, and why. Never unhealthy: writes go on.</summary>
internal sealed class RelayHealthCheck(RelayStatus status, IEventLog log) : IHealthCheck
{
    public const string Name = "bus";

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancel = default)
    {
        var newest = await log.LastSequence(cancel);
        var published = status.Published;
        var lag = Math.Max(0, newest - published);
        var data = new Dictionary<string, object>
        {
            ["carrier"] = status.Carrier.ToString(),
            ["published"] = published,
            ["newest"] = newest,
            ["lag"] = lag,
        };

        if (status.Failure is { } failure)
        {
            data["since"] = failure.Since;
            return HealthCheckResult.Degraded(
                $"{status.Carrier} is away since {failure.Since:O}: {failure.Reason}. {lag} event(s) wait",
                data: data);
        }

        return status.Carrier == BusCarrier.InMemory
            ? HealthCheckResult.Degraded(
                "Events are kept in the history, not distributed: neither ConnectionStrings:rabbitmq nor " +
                "ConnectionStrings:redis is configured", data: data)
            : HealthCheckResult.Healthy($"{status.Carrier}, {lag} event(s) on their way", data);
    }
}
