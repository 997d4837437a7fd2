using System.Text.Json;

namespace Tauro.Contracts.Evaluation;

/// <summary>A dataset to make.</summary>
public sealed record NewEvaluationDataset(
    string Name,
    IReadOnlyList<string> ExperimentIds,
    IReadOnlyDictionary<string, string> Tags,
    string? CreatedBy = null);

/// <summary>A record to add, or to merge into the one that has the same inputs.</summary>
/// <param name="Inputs">An object.</param>
/// <param name="Outputs">Take the place of what there is; null leaves it.</param>
/// <param name="Expectations">An object; its members take the place of those of the same name.</param>
/// <param name="Tags">The same. <c>mlflow.user</c> in it is who changed the record.</param>
/// <param name="Source">Kept when the record is new.</param>
public sealed record RecordChange(
    JsonElement Inputs,
    JsonElement? Outputs = null,
    JsonElement? Expectations = null,
    JsonElement? Tags = null,
    RecordSource? Source = null);

/// <summary>How many records a change made and merged; one that came twice counts as both.</summary>
public readonly record struct RecordsChanged(int Inserted, int Updated);
