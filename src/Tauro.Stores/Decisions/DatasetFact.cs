using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to evaluation datasets: a document stored or removed.</summary>
public abstract record DatasetFact
{
    private DatasetFact()
    {
    }

    /// <summary>Stores the dataset.</summary>
    public sealed record PutDataset(EvaluationDataset Dataset) : DatasetFact;

    /// <summary>Removes the dataset.</summary>
    public sealed record RemoveDataset(DatasetId DatasetId) : DatasetFact;

    /// <summary>Stores the record.</summary>
    public sealed record PutRecord(EvaluationRecord Record) : DatasetFact;

    /// <summary>Removes the record.</summary>
    public sealed record RemoveRecord(DatasetId DatasetId, string InputsHash) : DatasetFact;
}
