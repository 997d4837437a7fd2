using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Evaluation;

internal sealed partial class LocalEvaluationStore
{
    private static readonly RowComparer<EvaluationRecord> ByPosition =
        new((record => Literal.Of(record.Position), Descending: false));

    public ValueTask<StoreOutcome<RecordsChanged>> UpsertRecords(
        string datasetId, IReadOnlyList<RecordChange> records, CancellationToken cancel = default)
    {
        if (RecordRules.Check(records) is { } problem) return new(problem);
        var hashed = records.Select(record =>
            (Hash: InputsHash.Of(record.Inputs), Id: $"dr-{entropy.NextId()}", Change: record)).ToList();
        return engine.Commit<RecordsChanged>((state, change) =>
        {
            if (state.EvaluationDatasets.Find(datasetId) is not { } dataset) return NoDataset(datasetId);
            if (hashed.Count == 0) return default(RecordsChanged);
            var after = new Dictionary<string, EvaluationRecord>(StringComparer.Ordinal);
            var inserted = 0;
            foreach (var (hash, id, one) in hashed)
            {
                var before = after.GetValueOrDefault(hash)
                    ?? state.Records.Find(EvaluationTables.RecordKey(datasetId, hash));
                after[hash] = before is null
                    ? New(id, datasetId, hash, dataset.NextPosition + inserted++, one, change.Now)
                    : RecordMerge.Apply(before, one, change.Now);
            }

            if (CheckSizes(after.Values, dataset.RecordCount + inserted) is { } tooMuch) return tooMuch;
            foreach (var record in after.Values) change.Put(state.Records, record);
            change.Put(state.EvaluationDatasets, dataset with
            {
                Digest = DigestAfter(dataset.Digest, after.Keys),
                Schema = RecordMerge.Widen(dataset.Schema, records),
                RecordCount = dataset.RecordCount + inserted,
                NextPosition = dataset.NextPosition + inserted,
                LastUpdateTime = change.Now,
                LastUpdatedBy = records.Select(RecordMerge.UserOf).LastOrDefault(user => user is not null)
                    ?? dataset.LastUpdatedBy,
            });
            return new RecordsChanged(inserted, hashed.Count - inserted);
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Page<EvaluationRecord>>> GetRecords(
        string datasetId, PageRequest page, CancellationToken cancel = default)
    {
        var state = engine.State;
        var exists = state.EvaluationDatasets.Find(datasetId) is not null;
        var found = SortedPage.Of(state.Records.Of(datasetId), ByPosition, page, "records", datasetId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found.IsOk && !exists ? NoDataset(datasetId) : found;
    }

    public ValueTask<StoreOutcome<int>> DeleteRecords(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancel = default)
    {
        var wanted = recordIds.ToHashSet(StringComparer.Ordinal);
        return engine.Commit<int>((state, change) =>
        {
            if (state.EvaluationDatasets.Find(datasetId) is not { } dataset) return NoDataset(datasetId);
            var gone = state.Records.Of(datasetId).Where(record => wanted.Contains(record.RecordId)).ToList();
            if (gone.Count == 0) return 0;
            foreach (var record in gone) change.Remove(state.Records, state.Records.KeyOf(record));
            change.Put(state.EvaluationDatasets, dataset with
            {
                Digest = DigestAfter(dataset.Digest, gone.Select(record => record.RecordId)),
                RecordCount = dataset.RecordCount - gone.Count,
                LastUpdateTime = change.Now,
            });
            return gone.Count;
        }, cancel);
    }

    private static EvaluationRecord New(
        string id, string datasetId, string hash, int position, RecordChange change, long now) => new()
    {
        RecordId = id,
        DatasetId = datasetId,
        InputsHash = hash,
        Position = position,
        Inputs = change.Inputs,
        Outputs = change.Outputs,
        Expectations = change.Expectations,
        Tags = change.Tags,
        Source = change.Source,
        CreatedTime = now,
        LastUpdateTime = now,
        CreatedBy = RecordMerge.UserOf(change),
        LastUpdatedBy = RecordMerge.UserOf(change),
    };

    private static StoreProblem? CheckSizes(IReadOnlyCollection<EvaluationRecord> changed, int count)
    {
        if (count > Limits.DatasetRecordsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The dataset would have {count} records; the limit is {Limits.DatasetRecordsMax}.");
        long all = 0;
        foreach (var record in changed)
        {
            var bytes = RecordRules.BytesOf(record);
            if (RecordRules.CheckSize(bytes, Limits.DatasetRecordBytesMax, "A record") is { } tooLarge) return tooLarge;
            all += bytes;
        }

        return RecordRules.CheckSize(all, Limits.DatasetRecordsBytesMax, "The records");
    }
}
