using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Rules;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Returns the spans of a trace as the file that MLflow's browser UI reads.</summary>
internal static class GetTraceArtifact
{
    private const string FileName = "traces.json";

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IResult> Handle(
        MlflowRequest request, ITraceStore store, ProxiedAccess access, ArtifactStore artifacts, HttpContext context)
    {
        var traceId = request.Id<TraceId>("trace_id") ?? request.RequiredId<TraceId>("request_id");
        var spans = (await store.GetSpans(traceId, request.Cancel)).OrThrow();
        if (spans.Count == 0)
            return await Uploaded(
                request, (await store.GetTrace(traceId, request.Cancel)).OrThrow(), access, artifacts);
        context.Response.Headers.ContentDisposition = $"attachment; filename={FileName}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(Write(spans), "application/json");
    }

    // Clients before 3.0 upload this file themselves and choose its location, so it may belong to another resource.
    private static async Task<IResult> Uploaded(
        MlflowRequest request, Trace trace, ProxiedAccess access, ArtifactStore artifacts)
    {
        if (trace.Tags.TryGetValue(TraceKeys.ArtifactLocation, out var location)
            && ArtifactLocations.TryGetPath($"{location}/{FileName}", out var path))
        {
            var file = MlflowArtifactPath.ParseFile(path.Value);
            if (!file.Value.StartsWith($"{trace.ExperimentId}/traces/{trace.TraceId}/", StringComparison.Ordinal))
                await access.Require(AccessAction.Read, file, request.Cancel);
            var found = await artifacts.Open(file, request.Cancel);
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
            foreach (var span in spans) span.Content.WriteFile(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
