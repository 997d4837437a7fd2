using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>Problems from the store as MLflow's errors, in the phrases that its clients match on.</summary>
internal static class TrackingErrors
{
    /// <summary>Returns the value, or throws the error, with the run or experiment id of the request.</summary>
    public static T OrThrow<T>(this StoreOutcome<T> outcome, string id) =>
        outcome.Problem is { } problem ? throw ToException(problem, id) : outcome.Value;

    public static MlflowException ExperimentDeleted(string id) => MlflowException.Invalid(
        $"The experiment {id} must be in the 'active' state. Current state is deleted.");

    public static MlflowException RunDeleted(string id) => MlflowException.Invalid(
        $"The run {id} must be in the 'active' state. Current state is deleted.");

    private static MlflowException ToException(StoreProblem problem, string id) => problem.Code switch
    {
        ProblemCodes.RunNotFound => MlflowException.Missing($"Run with id={id} not found"),
        ProblemCodes.ExperimentNotFound => MlflowException.From(new ExperimentMissing(new ExperimentId(id))),
        ProblemCodes.RunDeleted => RunDeleted(id),
        ProblemCodes.ExperimentDeleted => ExperimentDeleted(id),
        _ => MlflowException.From(problem),
    };
}
