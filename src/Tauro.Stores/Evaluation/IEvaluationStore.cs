using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// Evaluation datasets and their records. A task that completes with a value means the change is durable. Expected
/// refusals are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, and a write <see cref="StorageBusyException"/>; then nothing was
/// acknowledged. A read sees everything acknowledged before it began, and nothing that is not durable.
/// </summary>
public interface IEvaluationStore
{
    ValueTask<StoreOutcome<EvaluationDataset>> CreateDataset(
        NewEvaluationDataset dataset, CancellationToken cancel = default);

    ValueTask<StoreOutcome<EvaluationDataset>> GetDataset(DatasetId datasetId, CancellationToken cancel = default);

    /// <summary>Deletes a dataset with all records; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> DeleteDataset(DatasetId datasetId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<EvaluationDataset>>> SearchDatasets(
        EvaluationQuery query, CancellationToken cancel = default);

    /// <summary>Adds to the existing tags.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> SetDatasetTags(
        DatasetId datasetId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default);

    /// <summary>Deletes a tag; an absent tag is not an error.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> DeleteDatasetTag(
        DatasetId datasetId, string key, CancellationToken cancel = default);

    /// <summary>Adds a dataset to experiments; those that it already belongs to keep their position.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> AddExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default);

    /// <summary>Removes a dataset from experiments; those that it does not belong to are ignored.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> RemoveExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default);

    /// <summary>Adds or merges records in the given order, all or none.</summary>
    ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        DatasetId datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default);

    /// <summary>Lists records in the order added; pages do not shift when records are added or deleted.</summary>
    ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        DatasetId datasetId, PageRequest page, CancellationToken cancel = default);

    /// <summary>Deletes records and returns how many; unknown ids are ignored.</summary>
    ValueTask<StoreOutcome<int>> DeleteRecords(
        DatasetId datasetId, IReadOnlyList<RecordId> recordIds, CancellationToken cancel = default);
}
