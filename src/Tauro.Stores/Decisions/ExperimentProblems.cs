using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No experiment has the id.</summary>
public sealed record ExperimentMissing(string ExperimentId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ExperimentNotFound,
    $"There is no experiment '{TextRules.Shown(ExperimentId)}'.");

/// <summary>The experiment is deleted.</summary>
public sealed record ExperimentInactive(string ExperimentId) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ExperimentDeleted,
    $"The experiment '{TextRules.Shown(ExperimentId)}' is deleted; restore it first.")
{
    /// <summary>Why nothing can be added to an experiment; null when something can.</summary>
    public static StoreProblem? Of(Experiment? experiment, string experimentId) => experiment switch
    {
        null => new ExperimentMissing(experimentId),
        { LifecycleStage: LifecycleStage.Active } => null,
        _ => new ExperimentInactive(experimentId),
    };
}
