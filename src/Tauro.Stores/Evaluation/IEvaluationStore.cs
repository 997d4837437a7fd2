using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// Evaluation datasets and their records. A task that completes with a value means the change is durable. Expected
/// refusals are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, or <see cref="StorageBusyException"/> where it writes; then nothing was
/// acknowledged. Reads see all that was acknowledged before they began, and nothing that is not durable.
/// </summary>
public interface IEvaluationStore
{
    ValueTask<StoreOutcome<EvaluationDataset>> CreateDataset(
        NewEvaluationDataset dataset, CancellationToken cancel = default);

    ValueTask<StoreOutcome<EvaluationDataset>> GetDataset(string datasetId, CancellationToken cancel = default);

    /// <summary>Deletes with all records; a second time changes nothing.</summary>
    ValueTask<StoreOutcome<Done>> DeleteDataset(string datasetId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<EvaluationDataset>>> SearchDatasets(
        EvaluationQuery query, CancellationToken cancel = default);

    /// <summary>Adds to the tags that there are.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> SetDatasetTags(
        string datasetId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default);

    /// <summary>An absent tag is none to delete, and no mistake.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> DeleteDatasetTag(
        string datasetId, string key, CancellationToken cancel = default);

    /// <summary>Those that it belongs to already stay where they are.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> AddExperiments(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancel = default);

    /// <summary>Those that it does not belong to are passed over.</summary>
    ValueTask<StoreOutcome<EvaluationDataset>> RemoveExperiments(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancel = default);

    /// <summary>Adds and merges records, all or none, in the order given.</summary>
    ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        string datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default);

    /// <summary>In the order in which they were added; pages do not shift when records come or go.</summary>
    ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        string datasetId, PageRequest page, CancellationToken cancel = default);

    /// <summary>The value is how many there were; ids of no record count nothing.</summary>
    ValueTask<StoreOutcome<int>> DeleteRecords(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancel = default);
}
