using Tauro.Contracts;
using Tauro.Contracts.Experiments;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before it writes an experiment. Null means well-formed.</summary>
public static class ExperimentRules
{
    public static StoreProblem? Check(NewExperiment experiment) =>
        NameRules.CheckName("experiment", experiment.Name)
        ?? CheckLocation(experiment.ArtifactLocation)
        ?? ModelRules.CheckDescription(experiment.Description)
        ?? TagRules.Check(experiment.Tags!, Limits.TagValueLengthMax);

    private static StoreProblem? CheckLocation(string? location) =>
        location?.Length > Limits.ArtifactLocationLengthMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact location has {location.Length} characters; "
                + $"the limit is {Limits.ArtifactLocationLengthMax}.")
            : null;

    public static StoreProblem? Check(ExperimentChange change) =>
        (change.Name is { } name ? NameRules.CheckName("experiment", name) : null)
        ?? ModelRules.CheckDescription(change.Description)
        ?? TagRules.Check(change.Tags, Limits.TagValueLengthMax);
}
