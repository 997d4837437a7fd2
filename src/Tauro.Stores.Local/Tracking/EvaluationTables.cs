using Tauro.Contracts.Evaluation;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Evaluation datasets; their records by dataset and hash of the inputs; scorers by experiment.
/// </summary>
internal sealed class EvaluationTables
{
    public DocumentTable<EvaluationDataset> Datasets { get; } = new(
        TableId.EvaluationDatasets, "evaluation/datasets", dataset => dataset.DatasetId);

    public GroupedTable<EvaluationRecord> Records { get; } = new(
        TableId.EvaluationRecords, "evaluation/records", one => RecordKey(one.DatasetId, one.InputsHash),
        one => one.DatasetId);

    public GroupedTable<ScorerVersion> Scorers { get; } = new(
        TableId.Scorers, "evaluation/scorers", one => $"{one.ExperimentId}/{one.Version}/{one.Name}",
        one => one.ExperimentId);

    public DocumentTable<OnlineScoring> OnlineScorings { get; } = new(
        TableId.OnlineScoring, "evaluation/scoring", one => one.ScorerId);

    public IReadOnlyList<DocumentTable> All => [Datasets, Records, Scorers, OnlineScorings];

    public static string RecordKey(string datasetId, string inputsHash) => $"{datasetId}/{inputsHash}";
}
