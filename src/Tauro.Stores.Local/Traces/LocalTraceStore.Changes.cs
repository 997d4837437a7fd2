using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    private const int DeletedAtOnceMax = 10_000;
    private static readonly JsonSerializerOptions PromptNames =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>In commits of bounded size, each whole: a crash in between leaves whole traces.</summary>
    public async ValueTask<StoreOutcome<int>> DeleteTraces(
        string experimentId, TraceDeletion deletion, CancellationToken cancel = default)
    {
        if (deletion.TraceIds is { } ids && ids.Count > Limits.TraceIdsMax) return TooManyIds(ids.Count);
        var deleted = 0;
        for (var left = deletion.TracesMax ?? int.MaxValue; left > 0;)
        {
            var most = left;
            var outcome = await engine.Commit<(int Traces, bool More)>(
                (state, change) => DeleteSome(state, change, experimentId, deletion, most), cancel)
                .ConfigureAwait(false);
            if (outcome.Problem is { } problem) return problem;
            deleted += outcome.Value.Traces;
            left -= outcome.Value.Traces;
            if (!outcome.Value.More) break;
        }

        return deleted;
    }

    public ValueTask<StoreOutcome<Done>> SetTraceTag(
        string traceId, string key, string value, CancellationToken cancel = default)
    {
        var change = new Dictionary<string, string?> { [key] = value };
        if (TagRules.Check(change, Limits.TraceValueLengthMax) is { } problem) return new(problem);
        return Change(traceId, trace =>
            TextMap.Apply(trace.Tags, change).Select(tags => trace with { Tags = tags }), cancel);
    }

    public ValueTask<StoreOutcome<Done>> DeleteTraceTag(
        string traceId, string key, CancellationToken cancel = default) =>
        Change(traceId, trace => trace.Tags.ContainsKey(key)
            ? trace with { Tags = trace.Tags.Where(tag => tag.Key != key).ToDictionary() }
            : StoreProblem.NotFound(
                ProblemCodes.TagNotFound,
                $"No trace tag with key '{TextRules.Shown(key)}' for trace with ID '{TextRules.Shown(traceId)}'"),
            cancel);

    public ValueTask<StoreOutcome<Done>> LinkTracesToRun(
        string runId, IReadOnlyList<string> traceIds, CancellationToken cancel = default)
    {
        if (traceIds.Count > Limits.TraceIdsMax) return new(TooManyIds(traceIds.Count));
        return engine.Commit<Done>((state, change) =>
        {
            if (state.Runs.Find(runId) is null)
                return StoreProblem.NotFound(
                    ProblemCodes.RunNotFound, $"Run with id={TextRules.Shown(runId)} not found");
            foreach (var id in traceIds.Distinct())
            {
                if (state.Traces.Find(id) is not { } trace || trace.RunIds.Contains(runId)) continue;
                if (trace.RunIds.Count >= Limits.TraceRunsMax)
                    return StoreProblem.Invalid(
                        ProblemCodes.LimitExceeded,
                        $"The trace '{id}' is linked to {Limits.TraceRunsMax} runs; that is the limit.");
                change.Put(state.Traces, trace with { RunIds = [.. trace.RunIds, runId] });
            }

            return default(Done);
        }, cancel);
    }

    public ValueTask<StoreOutcome<Done>> LinkPrompts(
        string traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancel = default) =>
        Change(traceId, trace =>
        {
            var linked = PromptsOf(trace).Union(prompts).ToList();
            var json = JsonSerializer.Serialize(linked, PromptNames);
            var tag = new Dictionary<string, string?> { [TraceKeys.LinkedPrompts] = json };
            if (TagRules.Check(tag, Limits.TraceValueLengthMax) is { } problem) return problem;
            return TextMap.Apply(trace.Tags, tag).Select(tags => trace with { Tags = tags });
        }, cancel);

    /// <summary>The prompt versions of a trace's tag; none when it holds something else.</summary>
    internal static IReadOnlyList<PromptReference> PromptsOf(Trace trace)
    {
        if (!trace.Tags.TryGetValue(TraceKeys.LinkedPrompts, out var json)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<PromptReference?>>(json, PromptNames)
                ?.OfType<PromptReference>().ToArray() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private ValueTask<StoreOutcome<Done>> Change(
        string traceId, Func<Trace, StoreOutcome<Trace>> with, CancellationToken cancel) =>
        engine.Commit<Done>((state, change) =>
        {
            if (state.Traces.Find(traceId) is not { } trace) return NoTrace(traceId);
            var after = with(trace);
            if (after.Problem is { } problem) return problem;
            change.Put(state.Traces, after.Value);
            return default(Done);
        }, cancel);

    private static (int Traces, bool More) DeleteSome(
        TrackingState state, Change change, string experimentId, TraceDeletion deletion, int most)
    {
        var chosen = state.Traces.Of(experimentId);
        if (deletion.TraceIds is { } ids) chosen = chosen.IntersectBy(ids, trace => trace.TraceId);
        if (deletion.RequestTimeMax is { } time) chosen = chosen.Where(trace => trace.RequestTime <= time);
        var (traces, documents) = (0, 0);
        var oldestFirst = chosen.OrderBy(trace => trace.RequestTime)
            .ThenBy(trace => trace.TraceId, StringComparer.Ordinal);
        foreach (var trace in oldestFirst)
        {
            if (traces == most || documents >= DeletedAtOnceMax) return (traces, traces < most);
            var id = trace.TraceId;
            foreach (var span in state.Spans.Of(id)) change.Remove(state.Spans, state.Spans.KeyOf(span));
            foreach (var one in state.Assessments.Of(id)) 
                change.Remove(state.Assessments, state.Assessments.KeyOf(one));
            change.Remove(state.Traces, id);
            documents += 1 + state.Spans.CountOf(id) + state.Assessments.CountOf(id);
            traces++;
        }

        return (traces, false);
    }
}
