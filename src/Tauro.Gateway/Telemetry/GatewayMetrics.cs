using System.Diagnostics.Metrics;

namespace Tauro.Gateway.Telemetry;

/// <summary>The metrics of the gateway. Meter <c>Tauro.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    private readonly UpDownCounter<long> held;
    private readonly Histogram<double> holds;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Gateway");
        held = meter.CreateUpDownCounter<long>(
            "tauro.gateway.requests.held", "{request}", "Requests that wait for a service that restarts.");
        holds = meter.CreateHistogram<double>(
            "tauro.gateway.hold.duration", "s", "How long requests waited for a service, by outcome.");
    }

    public void HoldBegun(string service) => held.Add(1, new KeyValuePair<string, object?>("service", service));

    public void HoldEnded(string service, TimeSpan duration, bool isSent)
    {
        held.Add(-1, new KeyValuePair<string, object?>("service", service));
        holds.Record(duration.TotalSeconds, new("service", service), new("outcome", isSent ? "sent" : "failed"));
    }
}
