using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation on evaluation datasets whether the principal of the request may do it: to read one, one
/// of its experiments has to allow it; to change one, all of them. What it may not see is reported as missing; what it
/// may see but not do throws <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedEvaluationStore(IEvaluationStore store, ExperimentAccess access) : IEvaluationStore
{
    public async ValueTask<StoreOutcome<EvaluationDataset>> CreateDataset(
        NewEvaluationDataset dataset, CancellationToken cancel = default)
    {
        if (dataset.ExperimentIds.Count == 0 && ExperimentAccess.FindFullyVisible() is null)
            throw new AccessDeniedException(
                "Only who may see all experiments finds a dataset without any; name the experiments that it is for.");
        return await FindHidden(dataset.ExperimentIds, cancel).ConfigureAwait(false) is { } hidden
            ? ExperimentWrites.NotFound(hidden)
            : await store.CreateDataset(dataset, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Page<EvaluationDataset>>> SearchDatasets(
        EvaluationQuery query, CancellationToken cancel = default) =>
        await store.SearchDatasets(
            query with
            {
                VisibleIn = await access.FindVisible(ResourceType.Experiment, cancel).ConfigureAwait(false),
                UnassignedIn = ExperimentAccess.FindFullyVisible(),
                IsLimited = CurrentPrincipal.Value is not null,
            },
            cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<EvaluationDataset>> AddExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default)
    {
        var dataset = await store.GetDataset(datasetId, cancel).ConfigureAwait(false);
        if (!dataset.IsOk || await access.Hides(dataset.Value, AccessAction.Update, cancel).ConfigureAwait(false))
            return new DatasetMissing(datasetId);
        return await FindHidden(experimentIds, cancel).ConfigureAwait(false) is { } hidden
            ? ExperimentWrites.NotFound(hidden)
            : await store.AddExperiments(datasetId, experimentIds, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<EvaluationDataset>> GetDataset(
        DatasetId datasetId, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.GetDataset(datasetId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteDataset(
        DatasetId datasetId, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? default(Done)
            : await store.DeleteDataset(datasetId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<EvaluationDataset>> SetDatasetTags(
        DatasetId datasetId, IReadOnlyDictionary<string, string> tags, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.SetDatasetTags(datasetId, tags, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<EvaluationDataset>> DeleteDatasetTag(
        DatasetId datasetId, string key, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.DeleteDatasetTag(datasetId, key, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<EvaluationDataset>> RemoveExperiments(
        DatasetId datasetId, IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.RemoveExperiments(datasetId, experimentIds, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        DatasetId datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.UpsertRecords(datasetId, records, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        DatasetId datasetId, PageRequest page, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.GetRecords(datasetId, page, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<int>> DeleteRecords(
        DatasetId datasetId, IReadOnlyList<RecordId> recordIds, CancellationToken cancel = default) =>
        await Hides(datasetId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new DatasetMissing(datasetId)
            : await store.DeleteRecords(datasetId, recordIds, cancel).ConfigureAwait(false);

    private async ValueTask<bool> Hides(DatasetId datasetId, AccessAction action, CancellationToken cancel)
    {
        var found = await store.GetDataset(datasetId, cancel).ConfigureAwait(false);
        return found.IsOk && await access.Hides(found.Value, action, cancel).ConfigureAwait(false);
    }

    /// <summary>Returns the first of some experiments to add which the principal may not see; null for none.</summary>
    private async ValueTask<ExperimentId?> FindHidden(
        IReadOnlyList<ExperimentId> experimentIds, CancellationToken cancel)
    {
        foreach (var experimentId in experimentIds)
            if (await access.Hides(experimentId, AccessAction.Update, ResourceType.Experiment, cancel)
                .ConfigureAwait(false)) return experimentId;
        return null;
    }
}
