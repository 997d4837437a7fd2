using Tauro.Stores;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Rules.NameRules;

namespace Tauro.Mlflow;

/// <summary>The messages of MLflow's server for problems from a store. Clients match on them.</summary>
internal static class MlflowSentences
{
    public static string GetMessage(StoreProblem problem) => problem switch
    {
        ExperimentMissing missing when !MlflowErrors.IsInteger(missing.ExperimentId) =>
            $"Invalid experiment ID '{Excerpt(missing.ExperimentId)}'. Experiment ID must be a valid integer.",
        ExperimentMissing missing => $"No Experiment with id={Excerpt(missing.ExperimentId)} exists",
        ExperimentNameTaken taken => $"Experiment(name={taken.Name}) already exists. {taken.Message}",
        ExperimentInactive inactive =>
            $"The experiment {inactive.ExperimentId} must be in the 'active' state. Current state is deleted.",
        RunMissing missing => $"Run with id={Excerpt(missing.RunId)} not found",
        ParamConflict conflict =>
            $"Changing param values is not allowed. Param with key='{conflict.Key}' was already logged with "
            + $"value='{Excerpt(conflict.Value)}' for {conflict.Owner} ID='{conflict.OwnerId}'. Attempted logging new "
            + $"value '{Excerpt(conflict.Attempted)}'. Log a param of another name, or start a new {conflict.Owner}.",
        LoggedModelMissing missing => $"Logged model with ID '{Excerpt(missing.ModelId)}' not found.",
        TraceMissing missing => $"Trace with ID '{Excerpt(missing.TraceId)}' not found.",
        TraceTagMissing missing =>
            $"No trace tag with key '{Excerpt(missing.Key)}' for trace with ID '{Excerpt(missing.TraceId)}'",
        AssessmentMissing missing =>
            $"Assessment with ID '{Excerpt(missing.AssessmentId)}' not found for trace '{Excerpt(missing.TraceId)}'",
        AssessmentKindFixed { OldKind: "feedback" } kind =>
            $"Cannot update {kind.NewKind} value on a Feedback assessment",
        AssessmentKindFixed { OldKind: "issue" } kind => $"Cannot update {kind.NewKind} value on an Issue assessment",
        AssessmentKindFixed kind => $"Cannot update {kind.NewKind} value on an Expectation assessment",
        DatasetMissing missing => $"Evaluation dataset with id '{Excerpt(missing.DatasetId)}' not found",
        ScorerMissing missing =>
            $"Scorer with name '{Excerpt(missing.Name)}'"
            + $"{(missing.Version is { } version ? $" and version {version}" : "")} "
            + $"not found for experiment {missing.ExperimentId}.",
        IssueMissing missing => $"Issue with ID '{Excerpt(missing.IssueId)}' not found",
        LabelSchemaMissing missing => $"Label schema with id '{Excerpt(missing.SchemaId)}' not found.",
        LabelSchemaNameMissing missing =>
            $"Label schema with name '{Excerpt(missing.Name)}' not found for experiment '{missing.ExperimentId}'.",
        LabelSchemaNameTaken taken =>
            $"Label schema with name '{Excerpt(taken.Name)}' already exists for experiment '{taken.ExperimentId}'.",
        ReviewQueueMissing missing => $"Review queue with id '{Excerpt(missing.QueueId)}' not found.",
        ReviewQueueNameMissing missing =>
            $"Review queue with name '{Excerpt(missing.Name)}' not found for experiment '{missing.ExperimentId}'.",
        ReviewQueueNameTaken taken =>
            $"Review queue with name '{Excerpt(taken.Name)}' already exists (names are case-insensitive).",
        ReviewTracesMissing missing =>
            "Cannot attach trace(s) "
            + $"[{string.Join(", ", missing.TraceIds.Take(10).Select(id => $"'{Excerpt(id)}'"))}] to review queue "
            + $"'{Excerpt(missing.QueueId)}': they do not exist in experiment '{missing.ExperimentId}'.",
        ReviewItemMissing missing =>
            $"Item '{Excerpt(missing.TraceId)}' is not attached to review queue '{Excerpt(missing.QueueId)}'.",
        WebhookMissing missing => $"Webhook with ID {missing.WebhookId} not found.",
        _ => problem.Message,
    };
}
