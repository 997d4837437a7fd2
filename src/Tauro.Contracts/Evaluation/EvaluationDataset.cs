namespace Tauro.Contracts.Evaluation;

/// <summary>Questions to evaluate an application with, kept apart as records. Several may have one name.</summary>
public sealed record EvaluationDataset
{
    /// <summary><c>d-</c> and 32 hexadecimal digits.</summary>
    public required string DatasetId { get; init; }

    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The experiments that it belongs to, in the order in which they were added.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Another one whenever records change; tags and experiments leave it.</summary>
    public required string Digest { get; init; }

    /// <summary>The types seen in records so far; absent before the first.</summary>
    public RecordSchema? Schema { get; init; }

    public int RecordCount { get; init; }

    /// <summary>The position of the next new record.</summary>
    public int NextPosition { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Unix milliseconds; of the last change of records.</summary>
    public long LastUpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    public string? LastUpdatedBy { get; init; }
}

/// <summary>
/// The type of each member that records had, by the first that had it: <c>string</c>, <c>integer</c>, <c>float</c>,
/// <c>boolean</c>, <c>array</c> or <c>object</c>.
/// </summary>
public sealed record RecordSchema(
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Expectations);
