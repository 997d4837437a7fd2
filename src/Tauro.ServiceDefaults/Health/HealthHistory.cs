using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Contracts.Health;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Keeps the last changes of the results of health checks, and logs, counts and reports each.</summary>
public sealed class HealthHistory(
    TimeProvider time, HealthMetrics metrics, ServiceEvents events, ILogger<HealthHistory> log) : IHealthCheckPublisher
{
    private const int ChangesMax = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, HealthState> current = [];
    private readonly Queue<HealthChange> changes = new(ChangesMax);

    /// <summary>Gets the last changes, the newest first.</summary>
    public IReadOnlyList<HealthChange> GetChanges()
    {
        lock (gate) return [.. changes.Reverse()];
    }

    /// <summary>Compares the results of some or all checks with the previous ones.</summary>
    public void Record(HealthReport report)
    {
        lock (gate)
        {
            foreach (var (check, result) in report.Entries) Record(check, (HealthState)result.Status, result);
        }
    }

    Task IHealthCheckPublisher.PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Record(report);
        return Task.CompletedTask;
    }

    private void Record(string check, HealthState state, HealthReportEntry result)
    {
        // A check that is healthy from the start has not changed.
        var before = current.GetValueOrDefault(check, HealthState.Healthy);
        current[check] = state;
        metrics.Observed(check, state);
        if (before == state) return;
        var reason = state == HealthState.Healthy ? null : result.Description ?? result.Exception?.Message;
        if (changes.Count == ChangesMax) changes.Dequeue();
        changes.Enqueue(new HealthChange(
            time.GetUtcNow().ToUnixTimeMilliseconds(), check, before, state, reason));
        events.Add(new HealthChanged(check, before, state, reason));
        metrics.Changed(check, state);
        if (state == HealthState.Healthy) log.HealthRestored(check, before);
        else log.HealthChanged(check, before, state, reason);
    }
}
