using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.ServiceDefaults;
using Tauro.Stores.Access;
using Tauro.Stores.Traces;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>
/// <c>POST /v1/traces</c>: receives spans from any OpenTelemetry exporter. An error has the body
/// <c>{"detail": "…"}</c>, as in MLflow's server. Either all spans of a request are stored, or none, except those with
/// an id of zeros: they alone are rejected, and the response's partial success counts them.
/// </summary>
internal static class ExportTraces
{
    private const string ExperimentHeader = "x-mlflow-experiment-id";
    private const string RunHeader = "x-mlflow-run-id";
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    public static WebApplication MapOtlp(this WebApplication app)
    {
        app.MapPost("/v1/traces", Handle).RequiresOn(AccessAction.Update, ResourceType.Trace)
            .WithBodyLimit(Limits.SpanBatchBytesMax)
            .ExcludeFromDescription();
        return app;
    }

    private static async Task<IResult> Handle(HttpRequest request, ITraceStore store, CancellationToken cancel)
    {
        var type = MediaType(request);
        if (type is not (Protobuf or Json))
            return Error(
                StatusCodes.Status400BadRequest,
                $"Invalid Content-Type: {request.ContentType}. Expected: {Protobuf} or {Json}");
        var experimentId = request.Headers[ExperimentHeader].ToString();
        if (experimentId.Length == 0)
            return Error(StatusCodes.Status422UnprocessableEntity, $"Field required: the header {ExperimentHeader}");
        SentSpans sent;
        try
        {
            // The spans that are read refer to the body, which is not kept.
            sent = await OtlpBody.Read(request.HttpContext, body => SentSpans.From(
                type == Json ? OtlpJson.Read(body) : OtlpProtobuf.Read(body.Span)));
        }
        catch (OtlpFormatException e)
        {
            return Error(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {type} body: {e.Message}");
        }

        if (sent.Count == 0)
            return Error(StatusCodes.Status400BadRequest, "Invalid OpenTelemetry protobuf format - no spans found");
        if (sent.Failure is { } failure)
            return Error(
                StatusCodes.Status422UnprocessableEntity,
                $"Cannot convert OpenTelemetry span to MLflow span: {failure}");
        var spans = sent.Spans;

        var logged = await store.LogSpans(new ExperimentId(experimentId), spans, cancel);
        if (logged.Problem is { } problem)
            return Error(
                StatusCodes.Status422UnprocessableEntity,
                $"Failed to log OpenTelemetry spans: {MlflowException.From(problem).Message}");
        var result = new PartialSuccess(sent.Rejected, await Link(request, store, spans, cancel));
        return Results.Bytes(type == Json ? result.ToJson() : result.ToProtobuf(), type);
    }

    /// <summary>
    /// Links the traces whose root span was sent to the run of the request's header. Returns why it could not: the
    /// spans are stored, and an error would make the exporter discard them.
    /// </summary>
    private static async Task<string?> Link(
        HttpRequest request, ITraceStore store, List<Span> spans, CancellationToken cancel)
    {
        if (!RunId.TryParse(request.Headers[RunHeader].ToString(), null, out var runId)) return null;
        var roots = spans.Where(span => span.ParentSpanId is null).Select(span => span.TraceId).Distinct();
        foreach (var traceIds in roots.Chunk(Limits.TraceIdsMax))
        {
            if (await TryLink(store, runId, traceIds, cancel) is { } refusal)
                return $"The traces are not linked to the run: {refusal}";
        }

        return null;
    }

    private static async Task<string?> TryLink(
        ITraceStore store, RunId runId, TraceId[] traceIds, CancellationToken cancel)
    {
        try
        {
            return (await store.LinkTracesToRun(runId, traceIds, cancel)).Problem is { } problem
                ? MlflowException.From(problem).Message
                : null;
        }
        catch (AccessDeniedException denied)
        {
            return denied.Message;
        }
    }

    private static string MediaType(HttpRequest request) =>
        (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static IResult Error(int status, string detail) => Results.Text(
        JsonSerializer.Serialize(new Dictionary<string, string> { ["detail"] = detail }), Json, Encoding.UTF8, status);
}
