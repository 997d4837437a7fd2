using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// The fast path for the body of <c>log-metric</c>, in the form that clients send.
/// </summary>
internal static class LoggedMetricReader
{
    /// <summary>Returns null for a body in any other form.</summary>
    public static LoggedMetric? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Read(body.Span);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static LoggedMetric? Read(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        string? runId = null, oldId = null, key = null, model = null, dataset = null, digest = null;
        double? value = null;
        long? timestamp = null, step = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("run_id"u8)) runId = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("run_uuid"u8)) oldId = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("key"u8)) key = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("value"u8)) value = PointValues.ReadNumber(ref json);
            else if (json.ValueTextEquals("timestamp"u8)) timestamp = PointValues.ReadInteger(ref json);
            else if (json.ValueTextEquals("step"u8)) step = PointValues.ReadInteger(ref json);
            else if (json.ValueTextEquals("model_id"u8)) model = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("dataset_name"u8)) dataset = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("dataset_digest"u8)) digest = PointValues.ReadString(ref json);
            else PointValues.Ignore(ref json);
        }

        // Anything after the document makes it invalid JSON.
        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        if ((runId ?? oldId) is not { Length: > 0 } id || key is not { Length: > 0 } || value is not { } number
            || timestamp is not { } time || step is not { } atStep)
            return null;
        var point = new MetricPoint(key, number, time, atStep);
        return new LoggedMetric(new RunId(id), point, MeasuredPoint.ToModelMetric(point, model, dataset, digest));
    }
}
