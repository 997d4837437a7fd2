using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Gets traces, with or without their spans.</summary>
internal static class GetTrace
{
    /// <summary>The most traces with spans in one response. The browser UI requests ten at a time.</summary>
    private const int BatchTracesMax = 100;

    public static async Task<MlflowResult> HandleInfo(MlflowRequest request, ITraceStore store)
    {
        var trace = (await store.GetTrace(request.RouteId<TraceId>("trace_id"), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message("trace", it => TraceMessage.Write(it, trace, [])));
    }

    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var traceId = request.RequiredId<TraceId>("trace_id");
        var found = await store.GetTrace(traceId, request.Cancel);
        if (found.Problem?.Code == ProblemCodes.TraceNotFound)
            throw MlflowException.Missing($"Trace with ID {traceId} is not found.");
        var trace = found.OrThrow();
        var spans = (await store.GetSpans(traceId, request.Cancel)).OrThrow();
        if (!(request.Flag("allow_partial") ?? false) && ExpectedSpans(trace) > spans.Count)
            throw MlflowException.Missing(
                $"Trace with ID {traceId} is not fully exported yet: "
                + $"{spans.Count} of its {ExpectedSpans(trace)} spans are here. "
                + "Try again later, or ask with allow_partial=true.");
        return new MlflowResult(writer => writer.Message("trace", it => TraceMessage.Write(it, trace, spans)));
    }

    public static async Task<MlflowResult> HandleMany(MlflowRequest request, ITraceStore store)
    {
        var ids = Ids(request);
        if (ids.Count > BatchTracesMax)
            throw MlflowException.Invalid($"{ids.Count} trace_ids were given; the limit is {BatchTracesMax}.");
        var traces = (await store.GetTraces(ids, request.Cancel)).OrThrow();
        var found = new List<(Trace Trace, IReadOnlyList<Span> Spans)>();
        foreach (var trace in traces)
        {
            // A trace whose spans are stored elsewhere is left out: the client gets its spans there. So is a trace of
            // which spans are missing: the client asks again.
            if (trace.Tags.GetValueOrDefault(TraceKeys.SpansLocation) != TraceKeys.SpansInStore) continue;
            var spans = await store.GetSpans(trace.TraceId, request.Cancel);
            if (spans.IsOk && spans.Value.Count >= ExpectedSpans(trace)) found.Add((trace, spans.Value));
        }

        return new MlflowResult(writer =>
            writer.Messages("traces", found, (it, pair) => TraceMessage.Write(it, pair.Trace, pair.Spans)));
    }

    public static async Task<MlflowResult> HandleInfos(MlflowRequest request, ITraceStore store)
    {
        var traces = (await store.GetTraces(Ids(request), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Messages("trace_infos", traces, TraceMessage.WriteInfo));
    }

    private static IReadOnlyList<TraceId> Ids(MlflowRequest request)
    {
        var ids = request.Ids<TraceId>("trace_ids");
        return request.IsMissing("trace_ids") ? throw MlflowMessage.MissingValue("trace_ids") : ids;
    }

    /// <summary>Gets the number of spans that the client reported; 0 when it reported none.</summary>
    private static int ExpectedSpans(Trace trace)
    {
        if (!trace.Metadata.TryGetValue(TraceKeys.SizeStats, out var value)) return 0;
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.TryGetProperty("num_spans", out var count) && count.TryGetInt32(out var expected)
                ? expected
                : 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }
}
