using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>The inputs and outputs of a run, with datasets by reference: many runs read the same one.</summary>
public sealed record StoredInputs(
    RunId RunId,
    ExperimentId ExperimentId,
    IReadOnlyList<StoredDatasetInput> Datasets,
    IReadOnlyList<LoggedModelId> Models,
    IReadOnlyList<ModelOutput> Outputs);
