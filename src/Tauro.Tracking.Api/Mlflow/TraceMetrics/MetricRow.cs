using System.Text.Json;
using Tauro.Contracts.Traces;

namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>A row of a view: a trace, or one of its spans or assessments.</summary>
internal readonly record struct MetricRow(Trace Trace, Span? Span = null, Assessment? Assessment = null)
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Unix milliseconds.</summary>
    public long Time => Span is not null ? Span.StartTime / NanosecondsPerMillisecond
        : Assessment?.CreateTime ?? Trace.RequestTime;

    private JsonElement? AssessedValue =>
        (Assessment?.Feedback ?? Assessment?.Expectation) is { ValueKind: JsonValueKind.Object } assessed
        && assessed.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Gets the value of a dimension. Null when the row has none: then it is in no group.</summary>
    public string? Dimension(string name) => name switch
    {
        "trace_name" => Trace.Tags.GetValueOrDefault(TraceKeys.Name),
        "trace_status" => JsonNamingPolicy.SnakeCaseUpper.ConvertName(Trace.State.ToString()),
        "span_name" => Span!.Name,
        "span_type" => Span!.Type,
        "span_status" => Span!.Status,
        "span_model_name" => Span!.Content.Attributes().GetValueOrDefault("mlflow.llm.model"),
        "span_model_provider" => Span!.Content.Attributes().GetValueOrDefault("mlflow.llm.provider"),
        "assessment_name" => Assessment!.Name,
        "assessment_value" => AssessedValue?.GetRawText(),
        "assessment_type" => Assessment!.Issue is not null ? "issue"
            : Assessment.Feedback is null ? "expectation" : "feedback",
        _ => null,
    };

    /// <summary>The session, null when the trace has none. Each session is counted once.</summary>
    public string? Session => Trace.Metadata.GetValueOrDefault(TraceKeys.Session);

    /// <summary>Gets the value of a metric. Null when the row has none: then it is not counted.</summary>
    public double? Number(string metric) => metric switch
    {
        "latency" when Span is not null => (Span.EndTime - Span.StartTime) / NanosecondsPerMillisecond,
        "latency" => Trace.ExecutionDuration,
        "assessment_value" => AssessedValue is { } value ? NumberOf(value) : null,
        _ when Span is not null => Member(Span.Content.Attributes().GetValueOrDefault(TraceKeys.SpanCost), metric),
        _ => Member(Trace.Metadata.GetValueOrDefault(TraceKeys.TokenUsage), metric),
    };

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => value.GetString() switch { "yes" => 1, "no" => 0, _ => null },
        _ => null,
    };

    // Clients can write anything here; a value that is not an object of numbers is ignored.
    private static double? Member(string? json, string name)
    {
        if (json is null) return null;
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                && parsed.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
