using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>What the store refuses, in the phrases that MLflow's clients match on.</summary>
internal static class TrackingRefusals
{
    /// <summary>The value, or the refusal thrown, about the run or experiment that the request names.</summary>
    public static T OrThrow<T>(this StoreOutcome<T> outcome, string id) =>
        outcome.Problem is { } problem ? throw Of(problem, id) : outcome.Value;

    public static MlflowException ExperimentIsDeleted(string id) => MlflowException.Invalid(
        $"The experiment {id} must be in the 'active' state. Current state is deleted.");

    public static MlflowException RunIsDeleted(string id) => MlflowException.Invalid(
        $"The run {id} must be in the 'active' state. Current state is deleted.");

    private static MlflowException Of(StoreProblem problem, string id) => problem.Code switch
    {
        ProblemCodes.RunNotFound => MlflowException.Missing($"Run with id={id} not found"),
        ProblemCodes.ExperimentNotFound => MlflowException.Missing($"No Experiment with id={id} exists"),
        ProblemCodes.RunDeleted => RunIsDeleted(id),
        ProblemCodes.ExperimentDeleted => ExperimentIsDeleted(id),
        _ => MlflowException.Of(problem),
    };
}
