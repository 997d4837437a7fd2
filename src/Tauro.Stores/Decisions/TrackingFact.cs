using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to experiments, runs and logged models.</summary>
public abstract record TrackingFact
{
    private TrackingFact()
    {
    }

    /// <summary>The experiment as it is now.</summary>
    public sealed record PutExperiment(Experiment Experiment) : TrackingFact;

    /// <summary>The run as it is now, without its metrics.</summary>
    public sealed record PutRun(Run Run) : TrackingFact;

    /// <summary>What changes of a run, where the whole run would be much longer.</summary>
    public sealed record PatchRun(RunPatch Patch) : TrackingFact;

    /// <summary>Points of a run, all of one batch. Those that are there already are no second ones.</summary>
    public sealed record AddPoints(PointBatch Points) : TrackingFact;

    /// <summary>A dataset of an experiment.</summary>
    public sealed record PutDataset(StoredDataset Dataset) : TrackingFact;

    /// <summary>What a run read and made, as it is now.</summary>
    public sealed record PutInputs(StoredInputs Inputs) : TrackingFact;

    /// <summary>The logged model as it is now, without its metrics.</summary>
    public sealed record PutLoggedModel(LoggedModel Model) : TrackingFact;

    /// <summary>What a run measured on a logged model.</summary>
    public sealed record PutLoggedModelMetric(LoggedModelMetric Metric) : TrackingFact;

    /// <summary>The metric with this <see cref="MeasuredModel.KeyOf"/> is gone.</summary>
    public sealed record RemoveLoggedModelMetric(string Key) : TrackingFact;
}
