using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>What an ended run logged. Single params and points have no events.</summary>
public static class RunSummary
{
    /// <summary>Returns the events that follow <see cref="RunEnded"/>.</summary>
    /// <param name="run">The run with its metrics.</param>
    public static IEnumerable<LifecycleEvent> GetEvents(Run run)
    {
        if (run.Params.Count > 0) yield return new ParamsLogged(run.RunId, run.ExperimentId, run.Params.Count);
        if (run.Metrics.Count > 0)
            yield return new MetricsLogged(
                run.RunId, run.ExperimentId, run.Metrics.Count, run.Metrics.Values.Max(metric => metric.Step));
    }
}
