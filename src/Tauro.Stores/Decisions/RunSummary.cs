using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>What an ended run logged. Single params and points have no events.</summary>
public static class RunSummary
{
    /// <summary>Returns the events that follow <see cref="RunEnded"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">The number of its metrics.</param>
    /// <param name="lastStep">The greatest step of their latest points.</param>
    public static IEnumerable<LifecycleEvent> GetEvents(Run run, int metrics, long lastStep)
    {
        if (run.Params.Count > 0) yield return new ParamsLogged(run.RunId, run.ExperimentId, run.Params.Count);
        if (metrics > 0) yield return new MetricsLogged(run.RunId, run.ExperimentId, metrics, lastStep);
    }
}
