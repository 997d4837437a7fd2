using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>A trace in MLflow's JSON, in the form of API version 3.0.</summary>
internal static class TraceMessage
{
    public static Trace ReadInfo(MlflowMessage info)
    {
        var traceId = info.RequiredId<TraceId>("trace_id");
        return new Trace
        {
            TraceId = traceId,
            ExperimentId = ExperimentOf(
                info.Message("trace_location") ?? throw MlflowMessage.MissingValue("trace_location")),
            ClientRequestId = info.String("client_request_id"),
            RequestPreview = info.String("request_preview") ?? info.String("request"),
            ResponsePreview = info.String("response_preview") ?? info.String("response"),
            RequestTime = ProtoTime.Time(info, "request_time") ?? 0,
            ExecutionDuration = ProtoTime.Duration(info, "execution_duration"),
            State = StateOf(info),
            Metadata = MessageMap.Read(info, "trace_metadata") ?? new Dictionary<string, string>(),
            Tags = MessageMap.Read(info, "tags") ?? new Dictionary<string, string>(),
            Assessments = [.. info.Messages("assessments").Select(message => AssessmentMessage.Read(message, traceId))],
        };
    }

    /// <summary>Gets the experiment of a trace location; no other kind of location is supported.</summary>
    public static ExperimentId ExperimentOf(MlflowMessage location) =>
        location.Message("mlflow_experiment")?.RequiredId<ExperimentId>("experiment_id")
        ?? throw MlflowException.Invalid(
            "The trace location must be an experiment: set mlflow_experiment.experiment_id.");

    public static void WriteInfo(MlflowWriter writer, Trace trace) => writer
        .String("trace_id", trace.TraceId)
        .String("client_request_id", trace.ClientRequestId)
        .Message("trace_location", location => location.String("type", "MLFLOW_EXPERIMENT")
            .Message("mlflow_experiment", experiment => experiment.String("experiment_id", trace.ExperimentId)))
        .String("request_preview", trace.RequestPreview)
        .String("response_preview", trace.ResponsePreview)
        .String("request_time", ProtoTime.Time(trace.RequestTime))
        .String("execution_duration", trace.ExecutionDuration is { } duration ? ProtoTime.Duration(duration) : null)
        .String("state", JsonNamingPolicy.SnakeCaseUpper.ConvertName(trace.State.ToString()))
        .Map("trace_metadata", trace.Metadata)
        .Messages("assessments", trace.Assessments, AssessmentMessage.Write)
        .Map("tags", trace.Tags);

    /// <summary>Writes a trace with its spans; only its info when the list is empty.</summary>
    public static void Write(MlflowWriter writer, Trace trace, IReadOnlyList<Span> spans) => writer
        .Message("trace_info", info => WriteInfo(info, trace))
        .RawItems("spans", spans.Select(span => span.Content.ToJson()));

    private static TraceState StateOf(MlflowMessage info)
    {
        if (!info.Has("state")) return TraceState.StateUnspecified;
        var sent = info.Fields.GetProperty("state");
        return (sent.ValueKind == JsonValueKind.String ? sent.GetString() : sent.GetRawText()) switch
        {
            "STATE_UNSPECIFIED" or "0" => TraceState.StateUnspecified,
            "OK" or "1" => TraceState.Ok,
            "ERROR" or "2" => TraceState.Error,
            "IN_PROGRESS" or "3" => TraceState.InProgress,
            _ => throw MlflowMessage.InvalidValue("state", sent),
        };
    }
}
