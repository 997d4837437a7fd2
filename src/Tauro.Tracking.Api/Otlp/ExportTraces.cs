using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.ServiceDefaults;
using Tauro.Stores.Traces;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>
/// <c>POST /v1/traces</c>: receives spans from any OpenTelemetry exporter. An error has the body
/// <c>{"detail": "…"}</c>, as in MLflow's server. Either all spans of a request are stored, or none.
/// </summary>
internal static class ExportTraces
{
    private const string ExperimentHeader = "x-mlflow-experiment-id";
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    public static WebApplication MapOtlp(this WebApplication app)
    {
        app.MapPost("/v1/traces", Handle).WithBodyLimit(Limits.SpanBatchBytesMax)
            .AllowAnonymous().ExcludeFromDescription();
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
        List<Span> spans;
        try
        {
            var body = await OtlpBody.Read(request, cancel);
            var sent = type == Json ? OtlpJson.Read(body) : OtlpProtobuf.Read(body.Span);
            if (sent.Count == 0)
                return Error(
                    StatusCodes.Status400BadRequest, "Invalid OpenTelemetry protobuf format - no spans found");
            spans = [.. sent.Select(SpanConverter.FromOtlp)];
        }
        catch (OtlpFormatException e)
        {
            return Error(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {type} body: {e.Message}");
        }

        var logged = await store.LogSpans(new ExperimentId(experimentId), spans, cancel);
        return logged.Problem is { } problem
            ? Error(
                StatusCodes.Status422UnprocessableEntity,
                $"Failed to log OpenTelemetry spans: {MlflowException.From(problem).Message}")
            : Results.Bytes(type == Json ? "{}"u8.ToArray() : [], type);
    }

    private static string MediaType(HttpRequest request) =>
        (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static IResult Error(int status, string detail) => Results.Text(
        JsonSerializer.Serialize(new Dictionary<string, string> { ["detail"] = detail }), Json, Encoding.UTF8, status);
}
