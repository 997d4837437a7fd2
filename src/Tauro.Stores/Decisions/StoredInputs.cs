using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>What a run read and made, with datasets by reference: many runs read the same.</summary>
public sealed record StoredInputs(
    string RunId,
    string ExperimentId,
    IReadOnlyList<StoredDatasetInput> Datasets,
    IReadOnlyList<string> Models,
    IReadOnlyList<ModelOutput> Outputs);
