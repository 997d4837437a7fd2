using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>Experiments, runs and metrics of a local store. Each write is decided on the writer thread.</summary>
internal sealed partial class LocalRunStore : IRunStore
{
    private readonly LocalEngine<TrackingState> engine;
    private readonly Entropy entropy;
    private readonly FactCommits<TrackingState, TrackingFact> facts;
    private readonly CountLimit? activeRuns;

    /// <param name="engine">The engine.</param>
    /// <param name="entropy">Where ids come from.</param>
    /// <param name="limits">The limits; null for none.</param>
    public LocalRunStore(LocalEngine<TrackingState> engine, Entropy entropy, LimitOptions? limits = null)
    {
        (this.engine, this.entropy, activeRuns) = (engine, entropy, limits?.ActiveRuns);
        outlines = new SeriesOutlines(Outline);
        facts = new FactCommits<TrackingState, TrackingFact>(engine, TrackingFactWriter.Write);
    }

    /// <summary>Creates the experiment <c>Default</c> in a store that has none yet.</summary>
    public static async Task Prepare(LocalEngine<TrackingState> engine, Entropy entropy)
    {
        if (engine.State.Experiments.Find(ExperimentWrites.DefaultId) is null)
            await new LocalRunStore(engine, entropy).CreateExperiment(new NewExperiment("Default"))
                .ConfigureAwait(false);
    }

    /// <summary>Prepares the store and opens a run store over it.</summary>
    public static async Task<LocalRunStore> Open(LocalEngine<TrackingState> engine, Entropy entropy)
    {
        await Prepare(engine, entropy).ConfigureAwait(false);
        return new LocalRunStore(engine, entropy);
    }

    /// <summary>Returns a metric of a run; null when the run has no such metric.</summary>
    private async ValueTask<MetricSeries?> FindSeries(
        TrackingState state, Run run, string key, CancellationToken cancel)
    {
        if (state.Points.Find(run.RunId) is { } loaded) return loaded.Find(key);

        // Read again: the metrics may have been unloaded, and the run stored with them, since it was read.
        if (state.Runs.Find(run.RunId)?.Metrics.ContainsKey(key) != true) return null;
        var metrics = await engine.Commit<RunSeries?>(
            (current, _) => StoreOutcome<RunSeries?>.Ok(current.Runs.LoadMetrics(run.RunId)), cancel)
            .ConfigureAwait(false);
        return metrics.Value?.Find(key);
    }
}
