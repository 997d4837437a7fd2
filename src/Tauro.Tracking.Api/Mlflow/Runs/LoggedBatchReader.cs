using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// The fast path for a batch in the form that clients send: reads it token by token, with one string for all equal
/// keys. <see cref="LoggedBatchMessage"/> reads any other form, with MLflow's exact errors.
/// </summary>
internal ref struct LoggedBatchReader
{
    private readonly KeyPool keys = new();
    private List<LoggedModelMetric>? modelMetrics;
    private Utf8JsonReader json;

    private LoggedBatchReader(ReadOnlySpan<byte> body) => json = new Utf8JsonReader(body);

    /// <summary>Returns null for a body in any other form.</summary>
    public static LoggedBatch? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new LoggedBatchReader(body.Span).Batch();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private LoggedBatch? Batch()
    {
        string? runId = null;
        List<MetricPoint>? metrics = [];
        List<KeyValuePair<string, string>>? parameters = [], tags = [];
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("run_id"u8)) runId = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("metrics"u8)) metrics = Points();
            else if (json.ValueTextEquals("params"u8)) parameters = Pairs();
            else if (json.ValueTextEquals("tags"u8)) tags = Pairs();
            else PointValues.Ignore(ref json);
            if (metrics is null || parameters is null || tags is null) return null;
        }

        // Anything after the document makes it invalid JSON.
        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        return runId is { Length: > 0 }
            ? new LoggedBatch(new RunId(runId), metrics, parameters, tags, modelMetrics ?? [])
            : null;
    }

    private List<MetricPoint>? Points()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return null;
        var points = new List<MetricPoint>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            if (Point() is not { } point) return null;
            points.Add(point);
        }

        return json.TokenType == JsonTokenType.EndArray ? points : null;
    }

    private MetricPoint? Point()
    {
        string? key = null;
        double? value = null;
        long? timestamp = null, step = 0;
        string? model = null, dataset = null, digest = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("key"u8)) key = Key();
            else if (json.ValueTextEquals("value"u8)) value = PointValues.ReadNumber(ref json);
            else if (json.ValueTextEquals("timestamp"u8)) timestamp = PointValues.ReadInteger(ref json);
            else if (json.ValueTextEquals("step"u8)) step = PointValues.ReadInteger(ref json);
            else if (json.ValueTextEquals("model_id"u8)) model = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("dataset_name"u8)) dataset = PointValues.ReadString(ref json);
            else if (json.ValueTextEquals("dataset_digest"u8)) digest = PointValues.ReadString(ref json);
            else PointValues.Ignore(ref json);
        }

        if (json.TokenType != JsonTokenType.EndObject || key is not { Length: > 0 } || value is not { } number
            || timestamp is not { } time || step is not { } atStep)
            return null;
        var point = new MetricPoint(key, number, time, atStep);
        if (model is not null && MeasuredPoint.ToModelMetric(point, model, dataset, digest) is { } measured)
            (modelMetrics ??= []).Add(measured);
        return point;
    }

    private string? Key() => json.Read() && json.TokenType == JsonTokenType.String ? keys.Intern(ref json) : null;

    private List<KeyValuePair<string, string>>? Pairs()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return null;
        var pairs = new List<KeyValuePair<string, string>>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            string? key = null, value = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("key"u8)) key = PointValues.ReadString(ref json);
                else if (json.ValueTextEquals("value"u8)) value = PointValues.ReadString(ref json);
                else PointValues.Ignore(ref json);
            }

            if (json.TokenType != JsonTokenType.EndObject || key is not { Length: > 0 } || value is null) return null;
            pairs.Add(new(key, value));
        }

        return json.TokenType == JsonTokenType.EndArray ? pairs : null;
    }
}
