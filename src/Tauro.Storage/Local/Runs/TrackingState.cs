using Tauro.Storage.Documents;
using Tauro.Storage.Points;

namespace Tauro.Storage.Local;

/// <summary>What the tracking service keeps.</summary>
internal sealed class TrackingState : LocalState
{
    public TrackingState(LocalStoreOptions options) :
        this(new PointStore(options.ResidentPointsPerSeries, options.ResidentPoints))
    {
    }

    private TrackingState(PointStore points) : this(points, new ExperimentTable(), new RunTable(points))
    {
    }

    private TrackingState(PointStore points, ExperimentTable experiments, RunTable runs) :
        base("tracking", "runs", experiments, runs) =>
        (Points, Experiments, Runs) = (points, experiments, runs);

    public override PointStore Points { get; }

    public ExperimentTable Experiments { get; }

    public RunTable Runs { get; }

    public override bool IsKept(DocumentTable table, string key) =>
        ReferenceEquals(table, Experiments) && key == ExperimentTable.DefaultId;

    public override void Renew(Change change) => change.Put(
        Experiments,
        ExperimentTable.New(ExperimentTable.DefaultId, "Default", new Dictionary<string, string>(), change.Now));

    /// <summary>Applies points; the run's stored form holds its latest ones.</summary>
    public void Append(PointBatch batch)
    {
        Points.Append(batch);
        Runs.Touch(batch.RunId);
    }

    protected override void ReplayPoints(ReadOnlySpan<byte> bytes) => Append(PointBatch.Read(bytes));
}
