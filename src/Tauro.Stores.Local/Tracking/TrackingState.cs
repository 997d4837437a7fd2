using Tauro.Contracts.Evaluation;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>What the tracking service keeps.</summary>
internal sealed class TrackingState : LocalState
{
    private readonly LoggedModelTables models;
    private readonly TraceTables traces;
    private readonly EvaluationTables evaluation;

    public TrackingState(LocalStoreOptions options) :
        this(new PointStore(options.ResidentPointsPerSeries, options.ResidentPoints), InputTable())
    {
    }

    private TrackingState(PointStore points, DocumentTable<StoredInputs> inputs) :
        this(
            points, new ExperimentTable(), new RunTable(points, inputs), DatasetTable(), inputs,
            new LoggedModelTables(), new TraceTables(), new EvaluationTables())
    {
    }

    private TrackingState(
        PointStore points, ExperimentTable experiments, RunTable runs, DocumentTable<StoredDataset> datasets,
        DocumentTable<StoredInputs> inputs, LoggedModelTables models, TraceTables traces, EvaluationTables evaluation) :
        base(
            "tracking", "runs",
            [experiments, runs, datasets, inputs, .. models.All, .. traces.All, .. evaluation.All])
    {
        (Points, Experiments, Runs, Datasets, Inputs) = (points, experiments, runs, datasets, inputs);
        (this.models, this.traces, this.evaluation) = (models, traces, evaluation);
    }

    public override PointStore Points { get; }

    public ExperimentTable Experiments { get; }

    public RunTable Runs { get; }

    public DocumentTable<StoredDataset> Datasets { get; }

    public DocumentTable<StoredInputs> Inputs { get; }

    public GroupedTable<LoggedModel> LoggedModels => models.Models;

    public GroupedTable<LoggedModelMetric> LoggedModelMetrics => models.Metrics;

    public GroupedTable<Trace> Traces => traces.Traces;

    public GroupedTable<Assessment> Assessments => traces.Assessments;

    public GroupedTable<Span> Spans => traces.Spans;

    public DocumentTable<EvaluationDataset> EvaluationDatasets => evaluation.Datasets;

    public GroupedTable<EvaluationRecord> Records => evaluation.Records;

    public GroupedTable<ScorerVersion> Scorers => evaluation.Scorers;

    public DocumentTable<OnlineScoring> OnlineScorings => evaluation.OnlineScorings;

    public override bool IsKept(DocumentTable table, string key) =>
        ReferenceEquals(table, Experiments) && key == ExperimentTable.DefaultId;

    public override void Renew(Change change) => change.Put(
        Experiments,
        ExperimentTable.New(ExperimentTable.DefaultId, "Default", new Dictionary<string, string>(), change.Now));

    /// <summary>Applies points; the run's stored form holds its latest ones.</summary>
    public void Append(PointBatch batch)
    {
        Points.Append(batch, Runs.Find(batch.RunId)?.RunId);
        Runs.Measured(batch);
    }

    private static DocumentTable<StoredDataset> DatasetTable() => new(
        12, "runs/datasets",
        one => StoredDataset.KeyOf(one.ExperimentId, one.Dataset.Name, one.Dataset.Digest));

    private static DocumentTable<StoredInputs> InputTable() => new(13, "runs/inputs", one => one.RunId);

    protected override void ReplayPoints(ReadOnlySpan<byte> bytes) => Append(PointBatch.Read(bytes));
}
