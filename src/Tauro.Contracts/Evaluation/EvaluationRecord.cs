using System.Text.Json;

namespace Tauro.Contracts.Evaluation;

/// <summary>One question of a dataset, with what is expected of its answer. Equal inputs make one record.</summary>
public sealed record EvaluationRecord
{
    /// <summary><c>dr-</c> and 32 hexadecimal digits.</summary>
    public required string RecordId { get; init; }

    public required string DatasetId { get; init; }

    /// <summary>SHA-256 of the inputs with their members in order.</summary>
    public required string InputsHash { get; init; }

    /// <summary>Records are listed by it.</summary>
    public int Position { get; init; }

    /// <summary>An object.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>Anything.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>An object.</summary>
    public JsonElement? Expectations { get; init; }

    /// <summary>An object.</summary>
    public JsonElement? Tags { get; init; }

    /// <summary>That of the first who wrote it.</summary>
    public RecordSource? Source { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    public string? LastUpdatedBy { get; init; }
}

/// <summary>Where a record comes from.</summary>
/// <param name="SourceType"><c>TRACE</c>, <c>HUMAN</c>, <c>DOCUMENT</c> or <c>CODE</c>.</param>
/// <param name="SourceData">An object, such as one with the <c>trace_id</c>.</param>
public sealed record RecordSource(string SourceType, JsonElement? SourceData = null)
{
    /// <summary>The id of the trace that it comes from; null for all other sources.</summary>
    public string? TraceId() =>
        SourceType == "TRACE" && SourceData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("trace_id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
