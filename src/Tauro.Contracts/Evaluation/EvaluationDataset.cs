using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>
/// A set of records to evaluate an application with. The records are stored separately. Names need not be unique.
/// </summary>
public sealed record EvaluationDataset
{
    /// <summary><c>d-</c> and 32 hexadecimal digits.</summary>
    public required DatasetId DatasetId { get; init; }

    /// <summary>
    /// The workspace in which it was created; absent for <c>default</c>. It decides who may see a dataset that belongs
    /// to no experiment.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The experiments that it belongs to, in the order in which they were added.</summary>
    public IReadOnlyList<ExperimentId> ExperimentIds { get; init; } = [];

    /// <summary>Changes whenever records change, but not with tags or experiments.</summary>
    public required string Digest { get; init; }

    /// <summary>The types seen in records so far; absent before the first record.</summary>
    public RecordSchema? Schema { get; init; }

    public int RecordCount { get; init; }

    /// <summary>The position of the next new record.</summary>
    public int NextPosition { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Unix milliseconds; when records last changed.</summary>
    public long LastUpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    public string? LastUpdatedBy { get; init; }
}

/// <summary>
/// The type of each member of the records, taken from the first record that has it: <c>string</c>, <c>integer</c>,
/// <c>float</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.
/// </summary>
public sealed record RecordSchema(
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Expectations);
