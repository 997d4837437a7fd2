using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.Stores.Events;

namespace Tauro.Registry.Api.Telemetry;

/// <summary>Counts and logs committed events, so that the counters do not depend on which API was used.</summary>
internal sealed class RegistryEventMetrics(
    IEventLog events, TimeProvider time, RegistryMetrics metrics, ILogger<RegistryEventMetrics> log)
    : EventObserver(events, time, log)
{
    protected override void Observe(LifecycleEvent lifecycleEvent)
    {
        if (lifecycleEvent is ModelVersionCreated { Framework: { } framework, ArtifactMode: { } mode })
            metrics.VersionRegistered(framework, mode);
        if (lifecycleEvent is LimitReached reached)
        {
            metrics.LimitReached(reached.Limit, reached.Action);
            log.LimitReached(reached.Limit, reached.Max, reached.Resource, reached.Action);
        }
    }
}
