using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tauro.ServiceDefaults.Health;

/// <summary>
/// Compares the clock of the machine with the time that has passed since the last check. After a jump, the times of
/// runs, versions and events may not be in their order.
/// </summary>
internal sealed class ClockCheck : IHealthCheck
{
    private static readonly TimeSpan Reported = TimeSpan.FromMinutes(10);

    private readonly TimeProvider time;
    private readonly TimeSpan jumpMin;
    private readonly Lock gate = new();
    private DateTimeOffset lastTime;
    private long lastTimestamp;
    private (TimeSpan Jump, DateTimeOffset To, long Timestamp)? found;

    public ClockCheck(TimeProvider time, IOptions<HealthOptions> options)
    {
        (this.time, jumpMin) = (time, options.Value.ClockJump);
        (lastTime, lastTimestamp) = (time.GetUtcNow(), time.GetTimestamp());
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (gate) return Task.FromResult(Check());
    }

    private HealthCheckResult Check()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var jump = now - lastTime - time.GetElapsedTime(lastTimestamp, timestamp);
        (lastTime, lastTimestamp) = (now, timestamp);
        if (jump.Duration() >= jumpMin) found = (jump, now, timestamp);
        return found is { } last && time.GetElapsedTime(last.Timestamp, timestamp) < Reported
            ? HealthCheckResult.Degraded(
                $"The clock of the machine has jumped {(last.Jump < TimeSpan.Zero ? "backwards" : "forwards")} by "
                + $"{last.Jump.Duration():g}, to {last.To:O}. Times may not be in order; check the time service.")
            : HealthCheckResult.Healthy();
    }
}
