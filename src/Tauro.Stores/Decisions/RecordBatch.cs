using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Records of one request, checked and hashed before a lock is taken.</summary>
public sealed class RecordBatch
{
    private RecordBatch(IReadOnlyList<(string Hash, RecordId NewId, RecordChange Change)> records) => Records = records;

    /// <summary>The hashes of their inputs.</summary>
    public IEnumerable<string> Hashes => Records.Select(pair => pair.Hash);

    internal IReadOnlyList<(string Hash, RecordId NewId, RecordChange Change)> Records { get; }

    /// <param name="records">In the order in which they are written.</param>
    /// <param name="newId">Creates an id for each record, used when the record is new.</param>
    public static StoreOutcome<RecordBatch> From(IReadOnlyList<RecordChange> records, Func<RecordId> newId) =>
        RecordRules.Check(records) is { } problem
            ? problem
            : new RecordBatch([.. records.Select(change => (InputsHash.Compute(change.Inputs), newId(), change))]);
}
