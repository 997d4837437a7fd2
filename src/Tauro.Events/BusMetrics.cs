using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tauro.Events;

/// <summary>The metrics of event delivery. Meter <c>Tauro.Bus</c>.</summary>
public sealed class BusMetrics
{
    public const string MeterName = "Tauro.Bus";

    private readonly ConcurrentBag<EventFollower> followers = [];
    private readonly Counter<long> published;
    private readonly Counter<long> failures;
    private readonly Counter<long> dead;
    private readonly Counter<long> deadDropped;
    private readonly Counter<long> restarts;

    public BusMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        published = meter.CreateCounter<long>("tauro.bus.published", "{event}", "Events the broker has confirmed.");
        failures = meter.CreateCounter<long>("tauro.bus.publish_failures", "{failure}", "Failed attempts to publish.");
        dead = meter.CreateCounter<long>("tauro.bus.dead", "{event}", "Events a consumer could not handle.");
        deadDropped = meter.CreateCounter<long>(
            "tauro.bus.dead_dropped", "{event}", "Dead events dropped because the dead list was full.");
        restarts = meter.CreateCounter<long>(
            "tauro.bus.restarts", "{restart}", "Restarts of a bus that did not work although the broker did.");
        meter.CreateObservableGauge(
            "tauro.bus.lag",
            () => followers.Where(follower => follower.Status.Holder is null)
                .Select(follower => new Measurement<long>(
                    follower.Status.Lag, new KeyValuePair<string, object?>("follower", follower.Name))),
            "{event}",
            "Events that a follower knows of and has not handled.");
    }

    public void Published(string type) => published.Add(1, new KeyValuePair<string, object?>("type", type));

    public void PublishFailed() => failures.Add(1);

    public void Dead(string queue) => dead.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void DeadDropped(int count) => deadDropped.Add(count);

    public void BusRestarted() => restarts.Add(1);

    /// <summary>Adds a follower to the gauge of lags.</summary>
    public void Observe(EventFollower follower) => followers.Add(follower);
}
