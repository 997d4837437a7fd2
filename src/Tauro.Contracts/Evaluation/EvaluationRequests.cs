using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>An evaluation dataset to create.</summary>
public sealed record NewEvaluationDataset(
    string Name,
    IReadOnlyList<ExperimentId> ExperimentIds,
    IReadOnlyDictionary<string, string> Tags,
    string? CreatedBy = null);

/// <summary>A record to add, or to merge into the one that has the same inputs.</summary>
/// <param name="Inputs">A JSON object.</param>
/// <param name="Outputs">Replaces the existing outputs; null keeps them.</param>
/// <param name="Expectations">A JSON object; its members replace existing ones of the same name.</param>
/// <param name="Tags">Merged like the expectations. <c>mlflow.user</c> is the user who changes the record.</param>
/// <param name="Source">Stored when the record is new, otherwise ignored.</param>
public sealed record RecordChange(
    JsonElement Inputs,
    JsonElement? Outputs = null,
    JsonElement? Expectations = null,
    JsonElement? Tags = null,
    RecordSource? Source = null);

/// <summary>The number of records inserted and updated; a record given twice counts as both.</summary>
public readonly record struct RecordsChanged(int Inserted, int Updated);
