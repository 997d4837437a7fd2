using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to evaluation datasets: a document put in place or removed.</summary>
public abstract record DatasetFact
{
    private DatasetFact()
    {
    }

    /// <summary>The dataset as it is now.</summary>
    public sealed record PutDataset(EvaluationDataset Dataset) : DatasetFact;

    /// <summary>The dataset is gone.</summary>
    public sealed record RemoveDataset(string DatasetId) : DatasetFact;

    /// <summary>The record as it is now.</summary>
    public sealed record PutRecord(EvaluationRecord Record) : DatasetFact;

    /// <summary>The record is gone.</summary>
    public sealed record RemoveRecord(string DatasetId, string InputsHash) : DatasetFact;
}
