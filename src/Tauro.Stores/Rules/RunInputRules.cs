using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on the inputs and outputs of a run. Null means well-formed.</summary>
public static class RunInputRules
{
    public static StoreProblem? Check(RunInputs inputs)
    {
        foreach (var (dataset, tags) in inputs.Datasets)
        {
            var problem = Check(dataset);
            foreach (var (key, value) in tags)
            {
                problem ??= CheckLength("tag key", key, Limits.InputTagKeyLengthMax)
                    ?? CheckLength("tag value", value, Limits.InputTagValueLengthMax);
            }

            if (problem is not null) return problem;
        }

        return CheckModels(inputs.Models) ?? CheckModels(inputs.Outputs.Select(output => output.ModelId));
    }

    private static StoreProblem? Check(Dataset dataset) =>
        NameRules.CheckName("dataset", dataset.Name)
        ?? NameRules.CheckName("dataset's digest as a", dataset.Digest)
        ?? CheckLength("digest", dataset.Digest, Limits.DatasetDigestLengthMax)
        ?? CheckLength("source_type", dataset.SourceType, Limits.NameLengthMax)
        ?? CheckLength("source", dataset.Source, Limits.DatasetSourceLengthMax)
        ?? CheckLength("schema", dataset.Schema, Limits.DatasetSchemaLengthMax)
        ?? CheckLength("profile", dataset.Profile, Limits.DatasetProfileLengthMax);

    private static StoreProblem? CheckModels(IEnumerable<LoggedModelId> ids)
    {
        foreach (var id in ids)
            if (NameRules.CheckName("model id as a", id) is { } problem) return problem;
        return null;
    }

    // MLflow's clients look for the phrase.
    private static StoreProblem? CheckLength(string what, string? value, int max) => value?.Length > max
        ? StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"'{what}' exceeds the maximum length of {max} characters; it has {value.Length}.")
        : null;
}
