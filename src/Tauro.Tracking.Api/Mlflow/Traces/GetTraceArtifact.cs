using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>
/// Returns the spans of a trace as the file that MLflow's browser UI reads: attributes are a map with JSON strings as
/// values.
/// </summary>
internal static class GetTraceArtifact
{
    private const string FileName = "traces.json";

    private static readonly string[] Plain =
        ["trace_id", "span_id", "parent_span_id", "name", "start_time_unix_nano", "end_time_unix_nano"];

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IResult> Handle(
        MlflowRequest request, ITraceStore store, ArtifactStore artifacts, HttpContext context)
    {
        var traceId = request.Id<TraceId>("trace_id") ?? request.RequiredId<TraceId>("request_id");
        var spans = (await store.GetSpans(traceId, request.Cancel)).OrThrow();
        if (spans.Count == 0)
            return await Uploaded((await store.GetTrace(traceId, request.Cancel)).OrThrow(), artifacts, request.Cancel);
        context.Response.Headers.ContentDisposition = $"attachment; filename={FileName}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(Write(spans), "application/json");
    }

    // Clients before 3.0 upload this very file themselves.
    private static async Task<IResult> Uploaded(Trace trace, ArtifactStore artifacts, CancellationToken cancel)
    {
        if (trace.Tags.TryGetValue(TraceKeys.ArtifactLocation, out var location)
            && MlflowArtifactsUri.TryParse($"{location}/{FileName}", out var path))
        {
            var found = await artifacts.Open(MlflowArtifactPath.ParseFile(path.Value), cancel);
            if (found.IsOk) return new ArtifactDownload(found.Value, FileName, "application/json");
        }

        throw MlflowException.Missing($"Trace data not found for trace_id={trace.TraceId}");
    }

    private static byte[] Write(IReadOnlyList<Span> spans)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, AsIs))
        {
            json.WriteStartObject();
            json.WriteStartArray("spans");
            foreach (var span in spans) Write(json, span);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Span span)
    {
        using var content = JsonDocument.Parse(span.Content.ToJson());
        var root = content.RootElement;
        json.WriteStartObject();
        foreach (var name in Plain)
        {
            json.WritePropertyName(name);
            if (root.TryGetProperty(name, out var value)) value.WriteTo(json);
            else json.WriteNullValue();
        }

        json.WriteStartArray("events");
        if (root.TryGetProperty("events", out var events))
            foreach (var element in events.EnumerateArray()) element.WriteTo(json);
        json.WriteEndArray();
        json.WriteStartObject("status");
        json.WriteString("code", $"STATUS_CODE_{span.Status}");
        var hasMessage = root.GetProperty("status").TryGetProperty("message", out var input);
        json.WriteString("message", hasMessage ? input.GetString() : "");
        json.WriteEndObject();
        json.WriteStartObject("attributes");
        foreach (var (key, value) in span.Content.PlainAttributes()) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
