using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tracking;

/// <summary>The state of the tracking service, in memory.</summary>
internal sealed partial class TrackingState : LocalState
{
    private static readonly Dictionary<LoggedModelId, MeasuredModel> NoModels = [];

    private readonly PurgeGuard guard;
    private readonly LoggedModelTables models = new();
    private readonly TraceTables traces = new();
    private readonly EvaluationTables evaluation = new();
    private readonly ReviewTables reviews = new();

    /// <param name="options">The options of the store.</param>
    /// <param name="revivesStaleRuns">See <see cref="RevivesStaleRuns"/>.</param>
    public TrackingState(LocalStoreOptions options, bool revivesStaleRuns = true)
        : base("tracking", "runs", TrackingTrail.ArtifactResource)
    {
        RevivesStaleRuns = revivesStaleRuns;
        guard = new PurgeGuard(this);
        Points = new PointStore(options.ResidentPointsPerSeries, options.ResidentPoints);
        Experiments.Counts.Totals = [RunCounts, ArtifactBytes];
        Runs = new RunTable(Points, Inputs, Experiments, RunCounts) { Trail = TrackingTrail.Runs };
        SetTables(
            [Experiments, Runs, Datasets, Inputs, .. models.All, .. traces.All, .. evaluation.All, .. reviews.All,
            MetricRules, MetricRuleStates, Purges]);
    }

    public override WorkspaceName FindWorkspace(string resource, WorkspaceName? current) =>
        FindExperimentOf(resource.Split('/')) is { } id && Experiments.Find(id) is { } experiment
            ? experiment.Workspace
            : base.FindWorkspace(resource, current);

    public override StorageQuota? FindBytesQuota(WorkspaceQuotas? quotas) => StorageQuota.ForExperimentBytes(quotas);

    private ExperimentId? FindExperimentOf(string[] resource) => resource switch
    {
        ["experiments", var id, ..] => new ExperimentId(id),
        ["runs", var id, ..] => Runs.Find(id)?.ExperimentId,
        ["logged-models", var id, ..] => LoggedModels.Find(id)?.ExperimentId,
        ["traces", var id, ..] => Traces.Find(id)?.ExperimentId,
        ["metric-rules", var id, ..] => MetricRules.Find(id)?.ExperimentId,
        ["issues", var id, ..] => Issues.Find(id)?.ExperimentId,
        ["label-schemas", var id, ..] => LabelSchemas.Find(id)?.ExperimentId,
        ["review-queues", var id, ..] => ReviewQueues.Find(id)?.ExperimentId,
        ["artifacts", var id, ..] => new ExperimentId(id),
        _ => null,
    };

    public override PointStore Points { get; }

    public override int ColumnCount => Runs.ColumnCount;

    /// <summary>Whether a write to a run that was ended because it was stale makes it running again.</summary>
    public bool RevivesStaleRuns { get; }

    public ExperimentTable Experiments { get; } = new() { Trail = TrackingTrail.Experiments };

    public RunTable Runs { get; }

    /// <summary>The number of runs of each experiment, deleted ones included.</summary>
    public WorkspaceTotals RunCounts { get; } = new();

    public GroupedTable<StoredDataset> Datasets { get; } = new(
        TableId.Datasets, "runs/datasets", dataset => dataset.Key, dataset => dataset.ExperimentId)
    {
        Trail = TrackingTrail.Datasets,
    };

    public DocumentTable<StoredInputs> Inputs { get; } =
        new(TableId.RunInputs, "runs/inputs", inputs => inputs.RunId) { Trail = TrackingTrail.Inputs };

    public LoggedModelTable LoggedModels => models.Models;

    public GroupedTable<LoggedModelMetric> LoggedModelMetrics => models.Metrics;

    public GroupedTable<Trace> Traces => traces.Traces;

    public AssessmentTable Assessments => traces.Assessments;

    public SpanTable Spans => traces.Spans;

    public DocumentTable<EvaluationDataset> EvaluationDatasets => evaluation.Datasets;

    public GroupedTable<EvaluationRecord> Records => evaluation.Records;

    public GroupedTable<ScorerVersion> Scorers => evaluation.Scorers;

    public DocumentTable<OnlineScoring> OnlineScorings => evaluation.OnlineScorings;

    public GroupedTable<Issue> Issues => evaluation.Issues;

    public GroupedTable<LabelSchema> LabelSchemas => reviews.Schemas;

    public GroupedTable<ReviewQueue> ReviewQueues => reviews.Queues;

    public ReviewItemTable ReviewItems => reviews.Items;

    public MetricRuleTable MetricRules { get; } = new() { Trail = TrackingTrail.MetricRules };

    public GroupedTable<MetricRuleState> MetricRuleStates { get; } = new(
        TableId.MetricRuleStates, "runs/metric-rule-states", state => state.Key, state => state.RunId)
    {
        IsBounded = true,
    };

    /// <summary>Purges in progress, and the last completed one of the experiment with the greatest id.</summary>
    public DocumentTable<Purge> Purges { get; } = new(TableId.Purges, "runs/purges", purge => purge.Key);

    /// <summary>One more than the greatest id that an experiment ever had.</summary>
    public ExperimentId NextExperimentId => new((LastExperiment + 1).ToString(CultureInfo.InvariantCulture));

    private long LastExperiment => Purges.All.Select(purge => ExperimentTable.NumberOf(purge.ExperimentId))
        .Append(Experiments.LastNumber).Max();

    public override bool HasRun(string runId) => Runs.Has(runId);

    public override long RemovedRuns => Runs.RemovedCount;

    public override bool SurvivesReset(DocumentTable table, string key) =>
        ReferenceEquals(table, Experiments) && key == ExperimentWrites.DefaultId;

    public override void WriteDefaults(Change change) => TrackingFactWriter.Write(
        this, change, new TrackingFact.PutExperiment(ExperimentWrites.NewDefault(change.Now)));

    /// <summary>Whether no experiment ever had a greater id.</summary>
    public bool IsGreatest(ExperimentId experimentId) => ExperimentTable.NumberOf(experimentId) == LastExperiment;

    /// <summary>Returns the purge in progress that removes a run; null when there is none.</summary>
    public Purge? PurgeOf(Run run) =>
        Purges.Find(Purge.KeyOf(run.RunId)) ?? Purges.Find(Purge.KeyOf(run.ExperimentId));

    public override StoreProblem? CheckReadable(ArtifactPath path) => guard.CheckReadable(path);

    public override StoreProblem? Check<TFact>(IReadOnlyList<TFact> facts) => guard.Check(facts);

    public override StoreProblem Explain(StoreProblem problem) => guard.Explain(problem);

    /// <summary>Returns a model version that was made from a run or its logged models; null for none.</summary>
    public string? VersionMadeFrom(Run run) =>
        run.ModelVersions.FirstOrDefault() ?? LinkedVersions.FirstOf(LoggedModels.MadeBy(run.RunId));

    /// <summary>Returns a model version that was made from something in an experiment; null for none.</summary>
    public string? VersionMadeIn(ExperimentId experimentId) =>
        Runs.Linked(experimentId).FirstOrDefault()?.ModelVersions[0]
        ?? LinkedVersions.FirstOf(LoggedModels.In(experimentId));

    /// <summary>Returns the hold on a run or on its experiment; null for none.</summary>
    public Hold? HoldOn(Run run) => Holds.Count == 0
        ? null
        : Holds.Find($"runs/{run.RunId}") ?? Holds.Find($"experiments/{run.ExperimentId}");

    /// <summary>Returns the hold on a logged model's experiment or on the run that made it; null for none.</summary>
    public Hold? HoldOn(LoggedModel model) => Holds.Count == 0
        ? null
        : Holds.Find($"experiments/{model.ExperimentId}") ?? Holds.Find($"runs/{model.SourceRunId}");

    /// <summary>Returns a hold on an experiment or on one of its runs; null for none.</summary>
    public Hold? HoldIn(ExperimentId experimentId) => Holds.Find($"experiments/{experimentId}")
        ?? Holds.All.FirstOrDefault(hold => hold.ExperimentId == experimentId);

    /// <summary>Loads a run for a decision about a batch; null when there is none.</summary>
    public RunAggregate? LoadRun(RunId runId)
    {
        if (Runs.Find(runId) is not { } run) return null;
        return Points.Find(runId) is { } series
            ? new RunAggregate(run, series.Count, series.Contains)
            : new RunAggregate(run, run.Metrics.Count, run.Metrics.ContainsKey);
    }

    /// <summary>Returns the latest point of a metric of a run; null for none.</summary>
    public LatestMetric? LatestOf(Run run, string metric) => Points.Find(run.RunId) is { } series
        ? series.Latest(metric)
        : run.Metrics.TryGetValue(metric, out var stored) ? stored : null;

    /// <summary>Loads the logged models that metrics refer to, by id, with their metrics.</summary>
    public IReadOnlyDictionary<LoggedModelId, MeasuredModel> LoadModels(IReadOnlyList<LoggedModelMetric> metrics) =>
        metrics.Count == 0
            ? NoModels
            : metrics.Select(metric => metric.ModelId).Distinct()
                .Select(id => LoggedModels.Find(id)).OfType<LoggedModel>()
                .ToDictionary(
                    model => model.ModelId, model => new MeasuredModel(model, LoggedModelMetrics.Group(model.ModelId)));

    /// <summary>Adds points to a run, whose stored form contains the latest ones.</summary>
    /// <param name="batch">The points.</param>
    /// <param name="run">The run, read when the change was decided; null when it does not exist.</param>
    /// <param name="now">Unix milliseconds; 0 when they are read back from the journal.</param>
    public void Append(PointBatch batch, Run? run, long now = 0)
    {
        Points.Append(batch, run);
        Runs.PointsAdded(batch, now);
        if (now > 0 && run is not null) MetricRules.Logged(run, batch, now);
    }

    /// <summary>Adds to a change that something was logged to a run.</summary>
    public void AddWrite(Change change, RunId runId)
    {
        var now = change.Now;
        change.AddStep(() => Runs.Wrote(runId, now));
    }

    /// <summary>An artifact is logged to its run in the same commit.</summary>
    public override void EventAdded(Change change, LifecycleEvent lifecycleEvent)
    {
        MetricRules.EventAdded(this, change, lifecycleEvent);
        switch (lifecycleEvent)
        {
            case RunEnded ended: RunLeft(change, ended.RunId, hasEnded: true); break;
            case RunDeleted deleted: RunLeft(change, deleted.RunId, hasEnded: false); break;
            case RunUpdated { Status: not RunStatus.Running } updated:
                RunLeft(change, updated.RunId, hasEnded: false);
                break;
        }

        if (lifecycleEvent is RunStale)
        {
            var now = change.Now;
            change.AddStep(() => staleEndedAt = now);
        }

        if (lifecycleEvent is not ArtifactLogged logged) return;
        AddWrite(change, logged.RunId);
        if (Runs.Find(logged.RunId) is not { LifecycleStage: LifecycleStage.Active } written) return;
        var isEnded = RevivesStaleRuns && StaleRunWrites.WasEnded(written);
        foreach (var stale in isEnded ? EndedAbove(written).Prepend(written) : EndedAbove(written))
        {
            TrackingFactWriter.Write(
                this, change,
                new TrackingFact.PatchRun(StaleRunWrites.Revive(new RunPatch(stale.RunId, change.Now))));
            change.AddEvent(this, new PendingEvent(StaleRunWrites.Revived(stale), null));
        }
    }

    protected override IEnumerable<ArtifactPath> FoldersOf(Hold hold)
    {
        string?[] locations = hold.Resource.Split('/') is ["runs", var runId]
            ? [Runs.Find(runId)?.ArtifactUri, .. LoggedModels.MadeBy(new(runId)).Select(model => model.ArtifactUri)]
            : [Experiments.Find(hold.ExperimentId ?? default)?.ArtifactLocation];
        foreach (var location in locations)
        {
            if (location is not null && ArtifactLocations.TryGetPath(location, out var path)) yield return path;
        }
    }

    protected override void ReplayPoints(ReadOnlySpan<byte> bytes)
    {
        var batch = PointBatch.Read(bytes);
        Append(batch, Runs.Find(batch.RunId));
    }

    /// <summary>Adds to a change that a run does not run any more.</summary>
    private void RunLeft(Change change, RunId runId, bool hasEnded)
    {
        if (Runs.Find(runId) is not { } run) return;
        if (hasEnded)
        {
            var (metrics, lastStep) = Points.Find(runId) is { } series
                ? series.Summarize()
                : (run.Metrics.Count, run.Metrics.Values.Select(metric => metric.Step).DefaultIfEmpty().Max());
            foreach (var summary in RunSummary.GetEvents(run, metrics, lastStep))
                change.AddEvent(this, new PendingEvent(summary, null));
        }
        else if (run.Status != RunStatus.Running) return;

        // Until now, the run kept those above it from being stale.
        foreach (var parent in ParentsOf(run)) AddWrite(change, parent);
    }
}
