using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Rules;

/// <summary>Derives the members of a trace from its spans, in the same way for every backend.</summary>
public static class SpanRollup
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Returns a trace with new spans taken into account.</summary>
    /// <param name="before">The trace so far; a new one has only its id and experiment.</param>
    /// <param name="all">All spans of the trace, including the new ones.</param>
    /// <param name="root">The root span among the new ones; null when there is none.</param>
    /// <param name="isNew">Whether the spans create the trace.</param>
    public static Trace Complete(Trace before, IReadOnlyCollection<Span> all, Span? root, bool isNew)
    {
        var start = all.Min(span => span.StartTime) / NanosecondsPerMillisecond;
        if (!isNew) start = Math.Min(start, before.RequestTime);
        var end = all.Max(span => span.EndTime) / NanosecondsPerMillisecond;
        if (before.ExecutionDuration is { } known) end = Math.Max(end ?? 0, before.RequestTime + known);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in before.Metadata) metadata[key] = value;
        metadata.TryAdd(TraceKeys.SchemaVersion, "3");
        if (TokensOf(all) is { } tokens) metadata[TraceKeys.TokenUsage] = tokens;
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in before.Tags) tags[key] = value;
        tags[TraceKeys.SpansLocation] = TraceKeys.SpansInStore;
        var after = before with
        {
            RequestTime = start,
            ExecutionDuration = end is { } last ? Math.Max(0, last - start) : null,
            Metadata = metadata,
            Tags = tags,
            State = before.State == TraceState.StateUnspecified ? TraceState.InProgress : before.State,
        };
        return root is null ? after : WithRoot(after, root, metadata, tags);
    }

    private static Trace WithRoot(
        Trace trace, Span root, SortedDictionary<string, string> metadata, SortedDictionary<string, string> tags)
    {
        var attributes = root.Content.Attributes();
        if (attributes.TryGetValue("session.id", out var session))
            metadata.TryAdd(TraceKeys.Session, Cut(session, 250));
        if (attributes.TryGetValue("user.id", out var user)) metadata.TryAdd(TraceKeys.User, Cut(user, 250));
        if (root.Name.Length > 0) tags.TryAdd(TraceKeys.Name, Cut(root.Name, Limits.TraceValueLengthMax));
        return trace with
        {
            State = trace.State == TraceState.InProgress && root.EndTime is not null
                ? root.Status == "ERROR" ? TraceState.Error : TraceState.Ok
                : trace.State,
            RequestPreview = trace.RequestPreview ?? Preview(attributes.GetValueOrDefault(TraceKeys.SpanInputs)),
            ResponsePreview = trace.ResponsePreview ?? Preview(attributes.GetValueOrDefault(TraceKeys.SpanOutputs)),
        };
    }

    private static string? Preview(string? value) => value is null ? null : Cut(value, Limits.TracePreviewLengthMax);

    private static string Cut(string value, int length) => value.Length <= length
        ? value
        : value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];

    /// <summary>Sums the tokens of spans that have them, except below another such span, which includes them.</summary>
    private static string? TokensOf(IReadOnlyCollection<Span> all)
    {
        var used = all.Where(span => span.TokenUsage is not null).ToDictionary(span => span.SpanId);
        if (used.Count == 0) return null;
        var parents = all.ToDictionary(span => span.SpanId, span => span.ParentSpanId);
        var top = used.Values.Where(span => !IsBelow(span, used, parents)).Select(span => span.TokenUsage!).ToList();
        return JsonSerializer.Serialize(new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["input_tokens"] = top.Sum(usage => usage.InputTokens),
            ["output_tokens"] = top.Sum(usage => usage.OutputTokens),
            ["total_tokens"] = top.Sum(usage => usage.TotalTokens),
        });
    }

    private static bool IsBelow(Span span, Dictionary<SpanId, Span> used, Dictionary<SpanId, SpanId?> parents)
    {
        // A client may send a cycle of parents; the loop ends after as many steps as there are spans.
        var at = span.ParentSpanId;
        for (var steps = 0; at is { } id && steps <= parents.Count; steps++)
        {
            if (used.ContainsKey(id)) return true;
            at = parents.GetValueOrDefault(id);
        }

        return false;
    }
}
