using Tauro.Stores;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Rules.TextRules;

namespace Tauro.Mlflow;

/// <summary>The messages of MLflow's server for problems from a store. Clients match on them.</summary>
internal static class MlflowSentences
{
    public static string Of(StoreProblem problem) => problem switch
    {
        ExperimentMissing one => $"No Experiment with id={Shown(one.ExperimentId)} exists",
        ExperimentInactive one =>
            $"The experiment {one.ExperimentId} must be in the 'active' state. Current state is deleted.",
        RunMissing one => $"Run with id={Shown(one.RunId)} not found",
        ParamConflict one =>
            $"Changing param values is not allowed. Param with key='{one.Key}' was already logged with "
            + $"value='{Shown(one.Value)}' for {one.Owner} ID='{one.OwnerId}'. Attempted logging new value "
            + $"'{Shown(one.Attempted)}'. Log a param of another name, or start a new {one.Owner}.",
        LoggedModelMissing one => $"Logged model with ID '{Shown(one.ModelId)}' not found.",
        TraceMissing one => $"Trace with ID '{Shown(one.TraceId)}' not found.",
        TraceTagMissing one =>
            $"No trace tag with key '{Shown(one.Key)}' for trace with ID '{Shown(one.TraceId)}'",
        AssessmentMissing one =>
            $"Assessment with ID '{Shown(one.AssessmentId)}' not found for trace '{Shown(one.TraceId)}'",
        AssessmentKindFixed { IsFeedback: true } => "Cannot update expectation value on a Feedback assessment",
        AssessmentKindFixed => "Cannot update feedback value on an Expectation assessment",
        DatasetMissing one => $"Evaluation dataset with id '{Shown(one.DatasetId)}' not found",
        ScorerMissing one =>
            $"Scorer with name '{Shown(one.Name)}'{(one.Version is { } version ? $" and version {version}" : "")} "
            + $"not found for experiment {one.ExperimentId}.",
        WebhookMissing one => $"Webhook with ID {one.WebhookId} not found.",
        _ => problem.Message,
    };
}
