using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to experiments, runs and logged models.</summary>
public abstract record TrackingFact
{
    private TrackingFact()
    {
    }

    /// <summary>Stores the experiment.</summary>
    public sealed record PutExperiment(Experiment Experiment) : TrackingFact;

    /// <summary>Stores the run, without its metrics.</summary>
    public sealed record PutRun(Run Run) : TrackingFact;

    /// <summary>Changes the run, where the complete run would be much longer.</summary>
    public sealed record PatchRun(RunPatch Patch) : TrackingFact;

    /// <summary>Adds the points of one batch to a run. Points that it already has are not added twice.</summary>
    public sealed record AddPoints(PointBatch Points) : TrackingFact;

    /// <summary>Stores a dataset of an experiment.</summary>
    public sealed record PutDataset(StoredDataset Dataset) : TrackingFact;

    /// <summary>Stores the inputs and outputs of a run.</summary>
    public sealed record PutInputs(StoredInputs Inputs) : TrackingFact;

    /// <summary>Stores the logged model, without its metrics.</summary>
    public sealed record PutLoggedModel(LoggedModel Model) : TrackingFact;

    /// <summary>Stores a metric of a logged model.</summary>
    public sealed record PutLoggedModelMetric(LoggedModelMetric Metric) : TrackingFact;

    /// <summary>Removes the metric with this <see cref="MeasuredModel.KeyOf"/>.</summary>
    public sealed record RemoveLoggedModelMetric(string Key) : TrackingFact;
}
