using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the records of an evaluation dataset.</summary>
public static class RecordWrites
{
    /// <param name="dataset">The dataset; null when there is none.</param>
    /// <param name="datasetId">Its id.</param>
    /// <param name="batch">The records to write.</param>
    /// <param name="find">Finds the record of the dataset by the hash of its inputs; null when there is none.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<DatasetFact, RecordsChanged>> Upsert(
        EvaluationDataset? dataset, DatasetId datasetId, RecordBatch batch, Func<string, EvaluationRecord?> find,
        long now)
    {
        if (dataset is null) return new DatasetMissing(datasetId);
        var records = batch.Records;
        if (records.Count == 0) return Decision<DatasetFact, RecordsChanged>.Unchanged(default);
        var after = new Dictionary<string, EvaluationRecord>(StringComparer.Ordinal);
        var inserted = 0;
        foreach (var (hash, newId, change) in records)
        {
            var before = after.GetValueOrDefault(hash) ?? find(hash);
            after[hash] = before is null
                ? New(newId, datasetId, hash, dataset.NextPosition + inserted++, change, now)
                : RecordMerge.Apply(before, change, now);
        }

        if (CheckSizes(after.Values, dataset.RecordCount + inserted) is { } tooLarge) return tooLarge;
        var changed = dataset with
        {
            Digest = DatasetWrites.DigestAfter(dataset.Digest, after.Keys),
            Schema = RecordMerge.Widen(dataset.Schema, records.Select(pair => pair.Change)),
            RecordCount = dataset.RecordCount + inserted,
            NextPosition = dataset.NextPosition + inserted,
            LastUpdateTime = now,
            LastUpdatedBy = records.Select(pair => RecordMerge.UserOf(pair.Change))
                .LastOrDefault(user => user is not null) ?? dataset.LastUpdatedBy,
        };
        return new Decision<DatasetFact, RecordsChanged>(
            [.. after.Values.Select(record => new DatasetFact.PutRecord(record)), new DatasetFact.PutDataset(changed)],
            [],
            new RecordsChanged(inserted, records.Count - inserted));
    }

    /// <param name="dataset">The dataset; null when there is none.</param>
    /// <param name="datasetId">Its id.</param>
    /// <param name="records">All of its records.</param>
    /// <param name="recordIds">Those to delete.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<DatasetFact, int>> Delete(
        EvaluationDataset? dataset, DatasetId datasetId, IEnumerable<EvaluationRecord> records,
        IReadOnlySet<RecordId> recordIds, long now)
    {
        if (dataset is null) return new DatasetMissing(datasetId);
        var deleted = records.Where(record => recordIds.Contains(record.RecordId)).ToList();
        if (deleted.Count == 0) return Decision<DatasetFact, int>.Unchanged(0);
        var changed = dataset with
        {
            Digest = DatasetWrites.DigestAfter(dataset.Digest, deleted.Select(record => record.RecordId.Value)),
            RecordCount = dataset.RecordCount - deleted.Count,
            LastUpdateTime = now,
        };
        return new Decision<DatasetFact, int>(
            [
                .. deleted.Select(record => new DatasetFact.RemoveRecord(datasetId, record.InputsHash)),
                new DatasetFact.PutDataset(changed),
            ],
            [], deleted.Count);
    }

    private static EvaluationRecord New(
        RecordId id, DatasetId datasetId, string hash, int position, RecordChange change, long now) => new()
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
