using System.Diagnostics.Metrics;
using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Telemetry;

/// <summary>The metrics of the service; the meter is <c>Tauro.Tracking</c>.</summary>
internal sealed class TrackingMetrics
{
    private readonly Counter<long> runsStarted;
    private readonly Counter<long> runsEnded;
    private readonly Counter<long> pointsLogged;
    private readonly Counter<long> limitsReached;

    public TrackingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Tauro.Tracking");
        runsStarted = meter.CreateCounter<long>("tauro.tracking.runs.started", "{run}", "Runs started.");
        runsEnded = meter.CreateCounter<long>("tauro.tracking.runs.ended", "{run}", "Runs ended, by status.");
        pointsLogged = meter.CreateCounter<long>(
            "tauro.tracking.points.logged", "{point}", "Metric points acknowledged, repeats included.");
        limitsReached = meter.CreateCounter<long>(
            "tauro.tracking.limits.reached", "{limit}", "Times that a number came to its limit, by limit and action.");
    }

    public void RunStarted() => runsStarted.Add(1);

    public void RunEnded(RunStatus status) =>
        runsEnded.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    public void LimitReached(string limit, LimitAction action) =>
        limitsReached.Add(1, new("limit", limit), new("action", action.ToString()));

    public void PointsLogged(int count) => pointsLogged.Add(count);
}
