using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Evaluation datasets; their records by dataset and hash of the inputs; scorers and issues by experiment.
/// </summary>
internal sealed class EvaluationTables
{
    public DocumentTable<EvaluationDataset> Datasets { get; } = new(
        TableId.EvaluationDatasets, "evaluation/datasets", dataset => dataset.DatasetId)
    {
        Trail = TrackingTrail.EvaluationDatasets,
    };

    public GroupedTable<EvaluationRecord> Records { get; } = new(
        TableId.EvaluationRecords, "evaluation/records", record => RecordKey(record.DatasetId, record.InputsHash),
        record => record.DatasetId)
    {
        KeyMembers = ["dataset_id", "inputs_hash"],
    };

    public GroupedTable<ScorerVersion> Scorers { get; } = new(
        TableId.Scorers, "evaluation/scorers", version => $"{version.ExperimentId}/{version.Version}/{version.Name}",
        version => version.ExperimentId)
    {
        Trail = TrackingTrail.Scorers,
    };

    public DocumentTable<OnlineScoring> OnlineScorings { get; } = new(
        TableId.OnlineScoring, "evaluation/scoring", scoring => scoring.ScorerId)
    {
        Trail = TrackingTrail.OnlineScorings,
    };

    public GroupedTable<Issue> Issues { get; } = new(
        TableId.Issues, "evaluation/issues", issue => issue.IssueId, issue => issue.ExperimentId)
    {
        Trail = TrackingTrail.Issues,
    };

    public IReadOnlyList<DocumentTable> All => [Datasets, Records, Scorers, OnlineScorings, Issues];

    public static string RecordKey(DatasetId datasetId, string inputsHash) => $"{datasetId}/{inputsHash}";
}
