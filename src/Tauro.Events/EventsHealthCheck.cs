using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Reports the carrier, the number of waiting and of dead events, and failures. Never unhealthy: writes still work.
/// </summary>
internal sealed class EventsHealthCheck(
    EventsSetup setup,
    IEnumerable<EventFollower> followers,
    IEventLog log,
    IBusControl bus,
    IOptions<HealthOptions> options,
    BusSupervisor? supervisor = null,
    IDeadEventStore? dead = null) : IHealthCheck
{
    public const string Name = "bus";

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var newest = await log.LastSequence(cancellationToken);
        var all = followers.Where(follower => follower.Status.Holder is null)
            .Select(follower => (Follower: follower, follower.Name, follower.Status.Failure,
                Lag: GetLag(follower, newest))).ToList();
        var lag = all.Select(pair => pair.Lag).DefaultIfEmpty().Max();
        var data = new Dictionary<string, object> { ["carrier"] = setup.Carrier.ToString(), ["lag"] = lag };
        foreach (var pair in all)
        {
            data[pair.Name] = pair.Lag;
            data[$"{pair.Name}_step_age_seconds"] = (long)pair.Follower.StepAge.TotalSeconds;
        }

        foreach (var follower in followers)
            if (follower.Status.Holder is { } holder) data[follower.Name] = $"waits for {holder}";
        if (dead is not null) data["dead"] = await dead.Count(cancellationToken);

        List<string> problems = [.. setup.Unconfigured];
        foreach (var (follower, name, failure, waiting) in all)
        {
            if (failure is null && waiting > 0 && follower.IsLate)
                problems.Add(
                    $"{name} has handled no event for {follower.StepAge:g}, and {waiting} event(s) are waiting: see "
                    + "the log, and restart the service");
            if (failure is not { } failed) continue;
            data.TryAdd("since", failed.Since);
            problems.Add($"{name} has failed since {failed.Since:O}: {failed.Reason}. {waiting} event(s) waiting");
        }

        if (lag > options.Value.LagDegraded)
            problems.Add($"{lag} event(s) are waiting, more than {options.Value.LagDegraded} (Health:LagDegraded)");
        if (supervisor?.Problem is { } stuck)
            problems.Add($"The bus has not worked since {stuck.Since:O}, although RabbitMQ does: {stuck.Reason}");
        if (setup.Carrier == EventCarrier.RabbitMq && problems.Count == 0
            && bus.CheckHealth() is { Status: not BusHealthStatus.Healthy } broker)
            problems.Add(
                $"RabbitMQ is unavailable: {broker.Exception?.GetBaseException().Message ?? broker.Description}");
        return problems.Count == 0
            ? HealthCheckResult.Healthy($"{setup.Carrier}, {lag} event(s) waiting", data)
            : HealthCheckResult.Degraded(string.Join("; ", problems), data: data);
    }

    /// <summary>Calculates the lag. A follower of the service's own history may not have read it recently.</summary>
    private static long GetLag(EventFollower follower, long newest) => follower.FollowsOwnHistory
        ? Math.Max(0, newest - follower.Status.Position)
        : follower.Status.Lag;
}
