using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Stores.Artifacts;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.MetricRules;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Purges;
using Tauro.Stores.Retention;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A local store in a temporary folder.</summary>
internal sealed class LocalTrackingStore(DirectoryInfo folder) : TrackingStoreUnderTest
{
    private readonly ShiftedClock clock = new();
    private readonly LocalStoreOptions options = new() { FreeBytesMin = 0, ResidentPointsPerSeries = 1_000 };
    private LocalEngine<TrackingState>? engine;
    private IRunStore? runs;
    private ILoggedModelStore? models;
    private ITraceStore? traces;
    private IEvaluationStore? evaluation;
    private IScorerStore? scorers;
    private IIssueStore? issues;
    private IReviewStore? reviews;
    private IPurgeStore? purges;
    private IRetentionStore? retention;
    private IMetricRuleStore? metricRules;
    private ArtifactStore? artifacts;
    private IEventLog? events;
    private IDeadEventStore? deadEvents;

    public override IRunStore Runs => runs!;

    public override ILoggedModelStore LoggedModels => models!;

    public override ITraceStore Traces => traces!;

    public override IEvaluationStore Evaluation => evaluation!;

    public override IScorerStore Scorers => scorers!;

    public override IIssueStore Issues => issues!;

    public override IReviewStore Reviews => reviews!;

    public override IPurgeStore Purges => purges!;

    public override IRetentionStore Retention => retention!;

    public override IMetricRuleStore MetricRules => metricRules!;

    public override int MetricRuleStates => engine!.State.MetricRuleStates.Count;

    public override ArtifactStore Artifacts => artifacts!;

    public override IEventLog Events => events!;

    public override IDeadEventStore DeadEvents => deadEvents!;

    public IRunHistory History => new LocalRunHistory(engine!);

    public static async ValueTask<TrackingStoreUnderTest> Open()
    {
        var store = new LocalTrackingStore(Directory.CreateTempSubdirectory("tauro-store-"));
        await store.Start();
        return store;
    }

    public override async ValueTask Checkpoint() => await engine!.Checkpoints.Run();

    /// <summary>Gets the number of row groups of live metric segments decoded since the store opened.</summary>
    public async Task<long> RowGroupsRead()
    {
        var segments = await Task.WhenAll(engine!.Checkpoints.Manifest.Files
            .Where(file => file.Kind == ManifestFileKind.Metrics)
            .Select(file => engine.Checkpoints.Segments.Open(file.Path)));
        return segments.Sum(segment => segment.RowGroupsRead);
    }

    public override async ValueTask Reopen()
    {
        await engine!.DisposeAsync();
        await Start();
    }

    /// <exception cref="StorageLockedException">Always: one process owns the folder, and opens it once.</exception>
    public override async ValueTask<TrackingStoreUnderTest> OpenAnother()
    {
        var another = new LocalTrackingStore(folder);
        await another.Start();
        return another;
    }

    public override ValueTask Pass(TimeSpan time)
    {
        clock.Shift += time;
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await engine!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task Start()
    {
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new FolderDisk(folder.FullName), () => new TrackingState(options), options, clock,
            NullLogger.Instance));
        models = new LocalLoggedModelStore(engine, Entropy.System);
        traces = new LocalTraceStore(engine, Entropy.System);
        evaluation = new LocalEvaluationStore(engine, Entropy.System);
        scorers = new LocalScorerStore(engine, Entropy.System);
        issues = new LocalIssueStore(engine, Entropy.System);
        reviews = new LocalReviewStore(engine, Entropy.System);
        metricRules = new LocalMetricRuleStore(engine, Entropy.System);
        (artifacts, var catalogue) = await LocalArtifacts.OpenBoth(engine, Entropy.System);
        purges = new LocalPurgeStore(engine, catalogue, Entropy.System);
        retention = new LocalRetentionStore<TrackingState>(engine, new RetainedRuns(engine, purges), Entropy.System);
        events = new LocalEventLog<TrackingState>(engine);
        deadEvents = new LocalDeadEventStore<TrackingState>(engine);
        runs = await LocalRunStore.Open(engine, Entropy.System);
    }
}
