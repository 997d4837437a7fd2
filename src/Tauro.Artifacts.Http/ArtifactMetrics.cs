using System.Diagnostics.Metrics;

namespace Tauro.Artifacts.Http;

/// <summary>The artifact metrics of a service; the meter is <c>Tauro.Artifacts</c>.</summary>
public sealed class ArtifactMetrics
{
    private readonly Counter<long> received;
    private readonly Counter<long> sent;

    public ArtifactMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Artifacts");
        received = meter.CreateCounter<long>("tauro.artifacts.received", "By", "Artifact bytes received.");
        sent = meter.CreateCounter<long>("tauro.artifacts.sent", "By", "Artifact bytes sent.");
    }

    public void Received(long bytes) => received.Add(bytes);

    public void Sent(long bytes) => sent.Add(bytes);
}
