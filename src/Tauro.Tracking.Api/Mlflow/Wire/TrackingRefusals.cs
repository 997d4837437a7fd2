using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>What the store refuses, in the phrases that MLflow's clients match on.</summary>
internal static class TrackingRefusals
{
    /// <summary>
    /// The value, or the refusal thrown, about the run, experiment or logged model that the request names.
    /// </summary>
    public static T OrThrow<T>(this StoreOutcome<T> outcome, string id) =>
        outcome.Problem is { } problem ? throw Of(problem, id) : outcome.Value;

    public static MlflowException ExperimentIsDeleted(string id) => MlflowException.Invalid(
        $"The experiment {id} must be in the 'active' state. Current state is deleted.");

    public static MlflowException RunIsDeleted(string id) => MlflowException.Invalid(
        $"The run {id} must be in the 'active' state. Current state is deleted.");

    private static MlflowException Of(StoreProblem problem, string id) => problem switch
    {
        ParamConflict conflict => ParamIsLogged(conflict),
        LoggedModelMissing missing => MlflowException.Missing(
            $"Logged model with ID '{TextRules.Shown(missing.ModelId)}' not found."),
        { Code: ProblemCodes.RunNotFound } => MlflowException.Missing($"Run with id={id} not found"),
        { Code: ProblemCodes.ExperimentNotFound } => MlflowException.Missing($"No Experiment with id={id} exists"),
        { Code: ProblemCodes.RunDeleted } => RunIsDeleted(id),
        { Code: ProblemCodes.ExperimentDeleted } => ExperimentIsDeleted(id),
        _ => MlflowException.Of(problem),
    };

    private static MlflowException ParamIsLogged(ParamConflict conflict) => MlflowException.Invalid(
        $"Changing param values is not allowed. Param with key='{conflict.Key}' was already logged with "
        + $"value='{TextRules.Shown(conflict.Value)}' for {conflict.Owner} ID='{conflict.OwnerId}'. Attempted logging "
        + $"new value '{TextRules.Shown(conflict.Attempted)}'. Log a param of another name, or start a new "
        + $"{conflict.Owner}.");
}
