using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>
/// A record of an evaluation dataset: inputs, and what is expected of the outputs. A dataset has one record for equal
/// inputs.
/// </summary>
public sealed record EvaluationRecord
{
    /// <summary><c>dr-</c> and 32 hexadecimal digits.</summary>
    public required RecordId RecordId { get; init; }

    public required DatasetId DatasetId { get; init; }

    /// <summary>SHA-256 of the inputs with their members sorted.</summary>
    public required string InputsHash { get; init; }

    /// <summary>Records are listed in this order.</summary>
    public int Position { get; init; }

    /// <summary>A JSON object.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>Any JSON value.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>A JSON object.</summary>
    public JsonElement? Expectations { get; init; }

    /// <summary>A JSON object.</summary>
    public JsonElement? Tags { get; init; }

    /// <summary>The source given when the record was created.</summary>
    public RecordSource? Source { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    public string? LastUpdatedBy { get; init; }
}

/// <summary>The source of a record.</summary>
/// <param name="SourceType"><c>TRACE</c>, <c>HUMAN</c>, <c>DOCUMENT</c> or <c>CODE</c>.</param>
/// <param name="SourceData">A JSON object, for example with the <c>trace_id</c>.</param>
public sealed record RecordSource(string SourceType, JsonElement? SourceData = null)
{
    /// <summary>The id of the trace that the record comes from; null for other source types.</summary>
    public TraceId? TraceId() =>
        SourceType == "TRACE" && SourceData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("trace_id", out var id) && id.ValueKind == JsonValueKind.String
            ? new TraceId(id.GetString()!)
            : null;
}
