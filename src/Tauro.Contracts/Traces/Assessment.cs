using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Traces;

/// <summary>Feedback on a trace, an expectation of it, or a reference to an issue that it shows.</summary>
public sealed record Assessment
{
    /// <summary><c>a-</c> and 32 hexadecimal digits.</summary>
    public required AssessmentId AssessmentId { get; init; }

    public required TraceId TraceId { get; init; }

    /// <summary>The name; of a reference to an issue, the issue's id.</summary>
    public required string Name { get; init; }

    /// <summary>The span that it is about; absent for the entire trace.</summary>
    public SpanId? SpanId { get; init; }

    public AssessmentSource? Source { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreateTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>As the client sent it: <c>value</c> and optionally <c>error</c>. Present only for feedback.</summary>
    public JsonElement? Feedback { get; init; }

    /// <summary>As the client sent it. Present only for an expectation.</summary>
    public JsonElement? Expectation { get; init; }

    /// <summary>As the client sent it: <c>issue_name</c>. Present only for a reference to an issue.</summary>
    public JsonElement? Issue { get; init; }

    public string? Rationale { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The assessment that this one replaces.</summary>
    public AssessmentId? Overrides { get; init; }

    /// <summary>False once another assessment overrides it.</summary>
    public bool Valid { get; init; } = true;
}

/// <summary>The source of an assessment.</summary>
/// <param name="SourceType"><c>HUMAN</c>, <c>LLM_JUDGE</c> or <c>CODE</c>.</param>
/// <param name="SourceId">The user, judge or code.</param>
public sealed record AssessmentSource(string? SourceType, string? SourceId);
