namespace Tauro.Contracts.Evaluation;

/// <summary>A dataset to make.</summary>
public sealed record NewEvaluationDataset(
    string Name,
    IReadOnlyList<string> ExperimentIds,
    IReadOnlyDictionary<string, string> Tags,
    string? CreatedBy = null);
