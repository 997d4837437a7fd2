using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Rules;

/// <summary>What every backend checks of a logged model and what is measured on it. Null means well-formed.</summary>
public static class LoggedModelRules
{
    private const string BadCharacters = "/:.%\"'";

    public static StoreProblem? Check(NewLoggedModel model) =>
        (model.Name is { } name ? CheckName(name) : null)
        ?? CheckLength("model_type", model.ModelType)
        ?? CheckLength("source_run_id", model.SourceRunId)
        ?? RunRules.CheckParams(model.Params)
        ?? TagRules.Check(model.Tags!, Limits.TagValueLengthMax);

    public static StoreProblem? Check(IReadOnlyList<LoggedModelMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            var problem = CheckLength("dataset_name", metric.DatasetName)
                ?? CheckLength("dataset_digest", metric.DatasetDigest, Limits.DatasetDigestLengthMax);
            if (problem is not null) return problem;
        }

        return null;
    }

    // MLflow's clients look for the first phrase.
    private static StoreProblem? CheckName(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(BadCharacters) || TextRules.HasBadCharacter(name))
        {
            return StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"Invalid model name ('{TextRules.Shown(name)}') provided. Model name must be a non-empty string and "
                + "cannot contain the following characters: / : . % \" '");
        }

        return CheckLength("name", name);
    }

    private static StoreProblem? CheckLength(string what, string? text, int max = Limits.NameLengthMax) =>
        text?.Length > max
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"'{what}' exceeds the maximum length of {max} characters; it has {text.Length}.")
            : null;
}
