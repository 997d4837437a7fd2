using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores.Events;

namespace Tauro.Registry.Api.Telemetry;

/// <summary>Counts committed events, so that the counters do not depend on which API was used.</summary>
internal sealed class RegistryEvents(IEventLog events, TimeProvider time, RegistryMetrics metrics)
    : EventObserver(events, time)
{
    protected override void Observe(LifecycleEvent happened)
    {
        if (happened is ModelVersionCreated { Framework: { } framework, ArtifactMode: { } mode })
            metrics.VersionRegistered(framework, mode);
    }
}
