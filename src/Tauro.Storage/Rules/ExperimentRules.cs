using Tauro.Contracts;
using Tauro.Contracts.Experiments;

namespace Tauro.Storage.Rules;

/// <summary>What every backend checks of an experiment before it writes it. Null means well-formed.</summary>
public static class ExperimentRules
{
    public static StoreProblem? Check(NewExperiment experiment) =>
        TextRules.CheckName("experiment", experiment.Name)
        ?? ModelRules.CheckDescription(experiment.Description)
        ?? TagRules.Check(experiment.Tags!, Limits.TagValueLengthMax);

    public static StoreProblem? Check(ExperimentChange change) =>
        (change.Name is { } name ? TextRules.CheckName("experiment", name) : null)
        ?? ModelRules.CheckDescription(change.Description)
        ?? TagRules.Check(change.Tags, Limits.TagValueLengthMax);
}
