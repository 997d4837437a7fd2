using System.Diagnostics.Metrics;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>The instruments of the bodies in memory.</summary>
public sealed class BodyMetrics
{
    private readonly UpDownCounter<long> held;
    private readonly Counter<long> refused;

    public BodyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Bodies");
        held = meter.CreateUpDownCounter<long>("tauro.bodies.held", "By", "Bytes of request bodies in memory.");
        refused = meter.CreateCounter<long>(
            "tauro.bodies.refused", "{request}", "Requests refused because too many bodies were in memory.");
    }

    public void Held(long bytes) => held.Add(bytes);

    public void Refused() => refused.Add(1);
}
