using System.Text.Json;

namespace Tauro.Contracts.Evaluation;

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
