namespace Tauro.Contracts.Runs;

/// <summary>A dataset that runs of an experiment used, once for each context.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">The dataset's digest.</param>
/// <param name="Context">What it was used for, such as <c>training</c>; null when no run says.</param>
public sealed record DatasetSummary(string ExperimentId, string Name, string Digest, string? Context);
