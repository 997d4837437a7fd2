using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Runs;
using Tauro.Stores.MetricRules;
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

    /// <summary>Stores the metric rule.</summary>
    public sealed record PutMetricRule(MetricRule Rule) : TrackingFact;

    /// <summary>Removes the metric rule.</summary>
    public sealed record RemoveMetricRule(MetricRuleId RuleId) : TrackingFact;

    /// <summary>Stores how a run meets a metric rule.</summary>
    public sealed record PutMetricRuleState(MetricRuleState State) : TrackingFact;

    /// <summary>Removes the state with this <see cref="MetricRuleState.Key"/>.</summary>
    public sealed record RemoveMetricRuleState(string Key) : TrackingFact;

    /// <summary>Stores the logged model, without its metrics.</summary>
    public sealed record PutLoggedModel(LoggedModel Model) : TrackingFact;

    /// <summary>Stores a metric of a logged model.</summary>
    public sealed record PutLoggedModelMetric(LoggedModelMetric Metric) : TrackingFact;

    /// <summary>Removes the metric with this <see cref="MeasuredModel.KeyOf"/>.</summary>
    public sealed record RemoveLoggedModelMetric(string Key) : TrackingFact;
}
