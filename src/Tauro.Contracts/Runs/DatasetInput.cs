namespace Tauro.Contracts.Runs;

/// <summary>A dataset as a run used it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Tags">For example <c>mlflow.data.context</c>: <c>training</c>.</param>
public sealed record DatasetInput(Dataset Dataset, IReadOnlyDictionary<string, string> Tags);
