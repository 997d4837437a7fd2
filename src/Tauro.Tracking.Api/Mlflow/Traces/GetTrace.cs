using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Gets traces, with or without their spans.</summary>
internal static class GetTrace
{
    /// <summary>The most traces with spans in one response. The browser UI requests ten at a time.</summary>
    private const int WholeTracesMax = 100;

    public static async Task<MlflowAnswer> HandleInfo(MlflowRequest request, ITraceStore store)
    {
        var trace = (await store.GetTrace(request.Route("trace_id"), request.Cancel)).OrThrow();
        return new MlflowAnswer(writer => writer.Message("trace", it => TraceMessage.Write(it, trace, [])));
    }

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ITraceStore store)
    {
        var traceId = request.RequiredText("trace_id");
        var found = await store.GetTrace(traceId, request.Cancel);
        if (found.Problem?.Code == ProblemCodes.TraceNotFound)
            throw MlflowException.Missing($"Trace with ID {traceId} is not found.");
        var trace = found.OrThrow();
        var spans = (await store.GetSpans(traceId, request.Cancel)).OrThrow();
        if (!(request.Flag("allow_partial") ?? false) && SpansDue(trace) > spans.Count)
            throw MlflowException.Missing(
                $"Trace with ID {traceId} is not fully exported yet: "
                + $"{spans.Count} of its {SpansDue(trace)} spans are here. "
                + "Try again later, or ask with allow_partial=true.");
        return new MlflowAnswer(writer => writer.Message("trace", it => TraceMessage.Write(it, trace, spans)));
    }

    public static async Task<MlflowAnswer> HandleMany(MlflowRequest request, ITraceStore store)
    {
        var ids = Ids(request);
        if (ids.Count > WholeTracesMax)
            throw MlflowException.Invalid($"{ids.Count} trace_ids were given; the limit is {WholeTracesMax}.");
        var traces = (await store.GetTraces(ids, request.Cancel)).OrThrow();
        var whole = new List<(Trace Trace, IReadOnlyList<Span> Spans)>();
        foreach (var trace in traces)
        {
            // A trace whose spans are stored elsewhere is left out: the client gets its spans there.
            if (trace.Tags.GetValueOrDefault(TraceKeys.SpansLocation) != TraceKeys.SpansInStore) continue;
            var spans = await store.GetSpans(trace.TraceId, request.Cancel);
            if (spans.IsOk) whole.Add((trace, spans.Value));
        }

        return new MlflowAnswer(writer =>
            writer.Messages("traces", whole, (it, one) => TraceMessage.Write(it, one.Trace, one.Spans)));
    }

    public static async Task<MlflowAnswer> HandleInfos(MlflowRequest request, ITraceStore store)
    {
        var traces = (await store.GetTraces(Ids(request), request.Cancel)).OrThrow();
        return new MlflowAnswer(writer => writer.Messages("trace_infos", traces, TraceMessage.WriteInfo));
    }

    private static IReadOnlyList<string> Ids(MlflowRequest request)
    {
        var ids = request.Texts("trace_ids");
        return request.IsMissing("trace_ids") ? throw MlflowMessage.MissingValue("trace_ids") : ids;
    }

    /// <summary>Gets the number of spans that the client reported; 0 when it reported none.</summary>
    private static int SpansDue(Trace trace)
    {
        if (!trace.Metadata.TryGetValue(TraceKeys.SizeStats, out var text)) return 0;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("num_spans", out var count) && count.TryGetInt32(out var due)
                ? due
                : 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }
}
