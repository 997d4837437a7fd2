using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.Stores.Events;

namespace Tauro.Tracking.Api.Telemetry;

/// <summary>Counts and logs committed events, so the figures are the same whichever API was used.</summary>
internal sealed class TrackingEvents(
    IEventLog events, TimeProvider time, TrackingMetrics metrics, ILogger<TrackingEvents> log)
    : EventObserver(events, time, log)
{
    protected override void Observe(LifecycleEvent lifecycleEvent)
    {
        switch (lifecycleEvent)
        {
            case RunStarted started:
                metrics.RunStarted();
                log.RunStarted(started.RunId, started.ExperimentId);
                break;
            case RunEnded ended:
                metrics.RunEnded(ended.Status);
                log.RunEnded(ended.RunId, ended.Status);
                break;
            case RunStale stale:
                log.RunStale(stale.RunId, DateTimeOffset.FromUnixTimeMilliseconds(stale.LastWrite));
                break;
            case LimitReached reached:
                metrics.LimitReached(reached.Limit, reached.Action);
                log.LimitReached(reached.Limit, reached.Max, reached.Action);
                break;
            case ArtifactLogged stored:
                log.ArtifactStored(stored.RunId, stored.Path, stored.SizeBytes);
                break;
            case ArtifactDeleted deleted:
                log.ArtifactDeleted(deleted.RunId, deleted.Path);
                break;
        }
    }
}
