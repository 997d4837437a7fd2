using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>
/// A question that reviewers answer about a trace, and the form of the answer. Answers are assessments, which it does
/// not restrict.
/// </summary>
public sealed record LabelSchema
{
    /// <summary><c>ls-</c> and 32 hexadecimal digits.</summary>
    public required LabelSchemaId SchemaId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>The question, unique within the experiment; the name of the assessments that answer it.</summary>
    public required string Name { get; init; }

    /// <summary>Never changes.</summary>
    public LabelSchemaType Type { get; init; }

    public required LabelInput Input { get; init; }

    public string? Instruction { get; init; }

    /// <summary>Whether reviewers may add a comment.</summary>
    public bool EnableComment { get; init; }

    public string? CreatedBy { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }
}

/// <summary>The kind of assessment that answers a question.</summary>
public enum LabelSchemaType
{
    Feedback,
    Expectation,
}
