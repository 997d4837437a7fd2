using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Health;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.ServiceDefaults.Resilience;

/// <summary>
/// The circuit breakers of this process, their metrics (meter <c>Tauro.Resilience</c>) and their health check.
/// </summary>
internal sealed class Circuits : IHealthCheck
{
    private readonly ConcurrentDictionary<string, Circuit> all = new();
    private readonly TimeProvider time;
    private readonly ServiceEvents events;
    private readonly ILogger<Circuits> log;
    private readonly Counter<long> changes;

    public Circuits(IMeterFactory meters, TimeProvider time, ServiceEvents events, ILogger<Circuits> log)
    {
        (this.time, this.events, this.log) = (time, events, log);
        var meter = meters.Create("Tauro.Resilience");
        changes = meter.CreateCounter<long>(
            "tauro.circuit.changes", "{change}", "Changes of the state of a circuit breaker.");
        meter.CreateObservableGauge(
            "tauro.circuit.state",
            () => all.Values.Select(circuit => new Measurement<int>(
                (int)circuit.Current.State, new KeyValuePair<string, object?>("dependency", circuit.Dependency))),
            description: "The state of a circuit breaker: 0 is closed, 1 open, 2 half-open.");
    }

    public Circuit Add(string dependency) => all.GetOrAdd(dependency, name => new Circuit(name, time, Report));

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = all.Values.Select(circuit => (circuit.Dependency, circuit.Current)).Select(circuit =>
            circuit.Current.State switch
            {
                CircuitState.Open => $"Requests to {circuit.Dependency} are refused for a moment, because too many "
                    + $"have failed: {circuit.Current.Reason}",
                // Between two breaks it is not healthy: no request has succeeded yet.
                CircuitState.HalfOpen => $"The next request to {circuit.Dependency} is an attempt, because too many "
                    + $"have failed: {circuit.Current.Reason}",
                _ => null,
            }).OfType<string>().ToList();
        var data = all.Values.ToDictionary(
            circuit => circuit.Dependency, circuit => (object)circuit.Current.State.ToString());
        return Task.FromResult(open.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(string.Join(" ", open), data: data));
    }

    // From the first break until a request succeeds is one incident, with one event at each end.
    private void Report(Circuit circuit, CircuitState before, CircuitState state, string? reason)
    {
        changes.Add(
            1, new("dependency", circuit.Dependency), new("to", state.ToString().ToLowerInvariant()));
        if (state == CircuitState.Open)
        {
            log.CircuitOpened(circuit.Dependency, reason);
            if (before == CircuitState.Closed) events.Add(new CircuitOpened(circuit.Dependency, reason));
        }
        else if (state == CircuitState.Closed)
        {
            log.CircuitClosed(circuit.Dependency);
            events.Add(new CircuitClosed(circuit.Dependency));
        }
    }
}
