using System.Text.Json;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>
/// A trace in MLflow's JSON, in the form of clients before 3.0: with pairs, and times in milliseconds.
/// </summary>
internal static class OldTraceMessage
{
    public static void Write(MlflowWriter writer, Trace trace) => writer
        .String("request_id", trace.TraceId)
        .String("experiment_id", trace.ExperimentId)
        .Integer("timestamp_ms", trace.RequestTime)
        .Integer("execution_time_ms", trace.ExecutionDuration)
        .String("status", trace.State == TraceState.StateUnspecified
            ? "TRACE_STATUS_UNSPECIFIED"
            : JsonNamingPolicy.SnakeCaseUpper.ConvertName(trace.State.ToString()))
        .Pairs("request_metadata", trace.Metadata)
        .Pairs("tags", trace.Tags);

    public static MlflowResult ToResult(Trace trace) =>
        new(writer => writer.Message("trace_info", it => Write(it, trace)));

    /// <summary>Reads tags or metadata. For a duplicate key, the last value counts; long values are cut.</summary>
    public static IReadOnlyDictionary<string, string> ReadPairs(MlflowMessage message, string name)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in message.Pairs(name)) pairs[key] = MessageMap.Cut(value);
        return pairs;
    }

    public static TraceState ReadStatus(MlflowMessage message)
    {
        if (!message.Has("status")) return TraceState.StateUnspecified;
        var sent = message.Fields.GetProperty("status");
        return (sent.ValueKind == JsonValueKind.String ? sent.GetString() : sent.GetRawText()) switch
        {
            "TRACE_STATUS_UNSPECIFIED" or "0" => TraceState.StateUnspecified,
            "OK" or "1" => TraceState.Ok,
            "ERROR" or "2" => TraceState.Error,
            "IN_PROGRESS" or "3" => TraceState.InProgress,
            _ => throw MlflowMessage.InvalidValue("status", sent),
        };
    }
}
