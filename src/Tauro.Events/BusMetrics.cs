using System.Diagnostics.Metrics;

namespace Tauro.Events;

/// <summary>Figures of the bus. Meter <c>Tauro.Bus</c>.</summary>
public sealed class BusMetrics
{
    public const string MeterName = "Tauro.Bus";

    private readonly Counter<long> published;
    private readonly Counter<long> failures;
    private readonly Counter<long> dead;
    private readonly Counter<long> takenBack;

    public BusMetrics(IMeterFactory meters, RelayStatus status)
    {
        var meter = meters.Create(MeterName);
        published = meter.CreateCounter<long>("tauro.bus.published", "{event}", "Events the carrier has confirmed.");
        failures = meter.CreateCounter<long>("tauro.bus.publish_failures", "{failure}", "Failed attempts to publish.");
        dead = meter.CreateCounter<long>("tauro.bus.dead", "{event}", "Events a consumer has given up on.");
        takenBack = meter.CreateCounter<long>(
            "tauro.bus.taken_back", "{event}", "Events taken back from consumers that died.");
        meter.CreateObservableGauge(
            "tauro.bus.relay_lag", () => status.LagEvents, "{event}", "Events in the history and not yet published.");
    }

    public void Published(string type) => published.Add(1, new KeyValuePair<string, object?>("type", type));

    public void PublishFailed() => failures.Add(1);

    public void Dead(string queue) => dead.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void TakenBack(string queue, long count) =>
        takenBack.Add(count, new KeyValuePair<string, object?>("queue", queue));
}
