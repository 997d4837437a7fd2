using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on a logged model and its metrics. Null means well-formed.</summary>
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

    /// <summary>Whether MLflow allows a name for a logged model.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAny(BadCharacters) && !NameRules.HasBadCharacter(name);

    private static StoreProblem? CheckName(string name) => IsName(name)
        ? CheckLength("name", name)
        : StoreProblem.Invalid(
            ProblemCodes.InvalidName,
            $"The logged model name '{NameRules.Excerpt(name)}' is empty, or contains a control character, half a "
            + "surrogate pair or one of / : . % \" '; choose another.");

    private static StoreProblem? CheckLength(string what, string? value, int max = Limits.NameLengthMax) =>
        value?.Length > max
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"'{what}' exceeds the maximum length of {max} characters; it has {value.Length}.")
            : null;
}
