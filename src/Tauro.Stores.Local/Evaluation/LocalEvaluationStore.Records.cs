using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Evaluation;

internal sealed partial class LocalEvaluationStore
{
    private static readonly Comparer<EvaluationRecord> ByPosition =
        Comparer<EvaluationRecord>.Create((x, y) => x.Position.CompareTo(y.Position));

    public async ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        string datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default)
    {
        var batch = RecordBatch.Of(records, entropy.NextId);
        if (!batch.IsOk) return batch.Problem;
        return await Commit((state, now) => RecordWrites.Upsert(
            state.EvaluationDatasets.Find(datasetId), datasetId, batch.Value,
            hash => state.Records.Find(EvaluationTables.RecordKey(datasetId, hash)), now), cancel)
            .ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        string datasetId, PageRequest page, CancellationToken cancel = default)
    {
        if (PageRules.Check(page) is { } problem) return problem;
        var from = PageToken.Decode(page.Token);
        if (!from.IsOk) return from.Problem;
        return await engine.Read<StoreOutcome<Page<EvaluationRecord>>>(state =>
        {
            if (state.EvaluationDatasets.Find(datasetId) is null) return new DatasetMissing(datasetId);
            var first = TopK.First(
                state.Records.Of(datasetId).Where(record => record.Position >= from.Value), ByPosition, page.Size + 1L);

            // The token holds a position and no count: what comes and goes before it shifts nothing.
            return first.Length > page.Size
                ? new Page<EvaluationRecord>(first[..page.Size], PageToken.Encode(first[page.Size].Position))
                : new Page<EvaluationRecord>(first);
        }).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<int>> DeleteRecords(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancel = default)
    {
        var wanted = recordIds.ToHashSet(StringComparer.Ordinal);
        return Commit((state, now) => RecordWrites.Delete(
            state.EvaluationDatasets.Find(datasetId), datasetId, state.Records.Of(datasetId), wanted, now), cancel);
    }
}
