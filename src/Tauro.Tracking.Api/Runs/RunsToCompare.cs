namespace Tauro.Tracking.Api.Runs;

/// <summary>Which runs are compared.</summary>
/// <param name="RunIds">Up to <see cref="Contracts.Limits.CompareRunsMax"/>, each once.</param>
internal sealed record RunsToCompare(IReadOnlyList<string> RunIds);
