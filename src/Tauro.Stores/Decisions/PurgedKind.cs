namespace Tauro.Stores.Decisions;

/// <summary>The kinds of documents that a purge removes.</summary>
public enum PurgedKind
{
    Artifact,
    Run,
    RunInputs,
    MetricRule,
    MetricRuleState,
    Dataset,
    LoggedModel,
    LoggedModelMetric,
    Trace,
    Span,
    Assessment,
    ReviewItem,
    ReviewQueue,
    LabelSchema,
    Issue,
    Scorer,
    OnlineScoring,
    Experiment,
}
