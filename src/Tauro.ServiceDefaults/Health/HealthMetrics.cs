using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tauro.Contracts.Health;

namespace Tauro.ServiceDefaults.Health;

/// <summary>The metrics of the health checks. Meter <c>Tauro.Health</c>.</summary>
public sealed class HealthMetrics
{
    private readonly ConcurrentDictionary<string, HealthState> states = new();
    private readonly Counter<long> changes;

    public HealthMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Health");
        changes = meter.CreateCounter<long>(
            "tauro.health.changes", "{change}", "Changes of the result of a health check.");
        meter.CreateObservableGauge(
            "tauro.health.state",
            () => states.Select(state => new Measurement<int>(
                (int)state.Value, new KeyValuePair<string, object?>("check", state.Key))),
            description: "The result of a health check: 0 is unhealthy, 1 degraded, 2 healthy.");
    }

    public void Observed(string check, HealthState state) => states[check] = state;

    public void Changed(string check, HealthState to) =>
        changes.Add(1, new("check", check), new("to", to.ToString().ToLowerInvariant()));
}
