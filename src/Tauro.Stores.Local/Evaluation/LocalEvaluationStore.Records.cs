using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.Evaluation;

internal sealed partial class LocalEvaluationStore
{
    private static readonly RowComparer<EvaluationRecord> ByPosition =
        new((record => Literal.From(record.Position), Descending: false));

    public async ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        DatasetId datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default)
    {
        var batch = RecordBatch.From(records, () => new RecordId($"dr-{entropy.NextId()}"));
        if (!batch.IsOk) return batch.Problem;
        return await facts.Commit((state, now) => RecordWrites.Upsert(
            state.EvaluationDatasets.Find(datasetId), datasetId, batch.Value,
            hash => state.Records.Find(EvaluationTables.RecordKey(datasetId, hash)), now), cancel)
            .ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        DatasetId datasetId, PageRequest page, CancellationToken cancel = default)
    {
        return await engine.Read<StoreOutcome<Page<EvaluationRecord>>>(state =>
        {
            var found = SortedPage.From(state.Records.In(datasetId), ByPosition, page, "records", datasetId);
            if (found.IsOk && state.EvaluationDatasets.Find(datasetId) is null) return new DatasetMissing(datasetId);
            return found;
        }).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<int>> DeleteRecords(
        DatasetId datasetId, IReadOnlyList<RecordId> recordIds, CancellationToken cancel = default)
    {
        var wanted = recordIds.ToHashSet();
        return facts.Commit((state, now) => RecordWrites.Delete(
            state.EvaluationDatasets.Find(datasetId), datasetId, state.Records.In(datasetId), wanted, now), cancel);
    }
}
