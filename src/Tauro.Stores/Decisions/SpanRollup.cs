using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Derives the members of a trace from its spans, in the same way for every backend.</summary>
internal static class SpanRollup
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const int IdLengthMax = 250;

    /// <summary>Returns a trace with new spans taken into account.</summary>
    /// <param name="before">The trace so far; a new one has only its id and experiment.</param>
    /// <param name="spans">The new spans.</param>
    /// <param name="all">All spans of the trace, including the new ones.</param>
    /// <param name="isNew">Whether the spans create the trace.</param>
    public static Trace Complete(OpenTrace before, IReadOnlyCollection<Span> spans, SpanTree all, bool isNew)
    {
        var trace = before.Trace;
        var start = spans.Min(span => span.StartTime) / NanosecondsPerMillisecond;
        if (!isNew) start = Math.Min(start, trace.RequestTime);
        var end = spans.Max(span => span.EndTime) / NanosecondsPerMillisecond;
        if (trace.ExecutionDuration is { } known) end = Math.Max(end ?? 0, trace.RequestTime + known);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in trace.Metadata) metadata[key] = value;
        metadata.TryAdd(TraceKeys.SchemaVersion, "3");
        // A sum that these spans did not change may have been replaced by the client's own since.
        if (all.Tokens != before.Spans.Tokens) metadata[TraceKeys.TokenUsage] = TokenJson(all.Tokens);
        if (all.Cost != before.Spans.Cost) metadata[TraceKeys.Cost] = CostJson(all.Cost);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in trace.Tags) tags[key] = value;
        tags[TraceKeys.SpansLocation] = TraceKeys.SpansInStore;
        var after = trace with
        {
            RequestTime = start,
            ExecutionDuration = end is { } last ? Math.Max(0, last - start) : null,
            Metadata = metadata,
            Tags = tags,
            State = trace.State == TraceState.StateUnspecified ? TraceState.InProgress : trace.State,
        };
        var root = spans.FirstOrDefault(span => span.ParentSpanId is null);
        return root is null ? after : WithRoot(after, root, metadata, tags);
    }

    private static Trace WithRoot(
        Trace trace, Span root, SortedDictionary<string, string> metadata, SortedDictionary<string, string> tags)
    {
        var attributes = root.Content.Attributes();
        if (attributes.TryGetValue("session.id", out var session))
            metadata.TryAdd(TraceKeys.Session, TracePreview.Cut(session, IdLengthMax));
        if (attributes.TryGetValue("user.id", out var user))
            metadata.TryAdd(TraceKeys.User, TracePreview.Cut(user, IdLengthMax));
        if (root.Name.Length > 0)
            tags.TryAdd(TraceKeys.Name, TracePreview.Cut(root.Name, Limits.TraceValueLengthMax));
        return trace with
        {
            State = trace.State == TraceState.InProgress && root.EndTime is not null
                ? root.Status == "ERROR" ? TraceState.Error : TraceState.Ok
                : trace.State,
            RequestPreview = trace.RequestPreview
                ?? TracePreview.Create(SpanConventions.FindInput(root.Content, attributes), "user"),
            ResponsePreview = trace.ResponsePreview
                ?? TracePreview.Create(SpanConventions.FindOutput(root.Content, attributes), "assistant"),
        };
    }

    private static string TokenJson(Amounts sum) => JsonSerializer.Serialize(new SortedDictionary<string, long>(
        StringComparer.Ordinal)
    {
        ["input_tokens"] = ToInteger(sum.Input),
        ["output_tokens"] = ToInteger(sum.Output),
        ["total_tokens"] = ToInteger(sum.Total),
    });

    private static string CostJson(Amounts sum) => JsonSerializer.Serialize(new SortedDictionary<string, double>(
        StringComparer.Ordinal)
    {
        ["input_cost"] = (double)sum.Input,
        ["output_cost"] = (double)sum.Output,
        ["total_cost"] = (double)sum.Total,
    });

    private static long ToInteger(decimal sum) => (long)Math.Clamp(sum, long.MinValue, long.MaxValue);
}
