using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to traces: pure functions of the loaded state, the request, the time and new ids.</summary>
public static class TraceWrites
{
    /// <param name="experiment">The experiment that the trace names; null when there is none.</param>
    /// <param name="loaded">The trace, when its spans have already created it.</param>
    /// <param name="trace">The trace to start.</param>
    /// <param name="newIds">One for each of its assessments, used for those without an id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TraceFact, Trace>> Start(
        Experiment? experiment, TraceAggregate? loaded, Trace trace, IReadOnlyList<AssessmentId> newIds, long now)
    {
        if ((TraceRules.Check(trace) ?? ExperimentWrites.RequireActive(experiment, trace.ExperimentId)) is { } problem)
            return problem;
        var before = loaded?.Trace;
        var tags = TagRules.Apply(before?.Tags ?? NewTags(experiment!, trace.TraceId), trace.Tags!);
        if (!tags.IsOk) return tags.Problem;
        var metadata = TagRules.Apply(before?.Metadata ?? trace.Metadata, trace.Metadata!);
        if (!metadata.IsOk) return metadata.Problem;
        var existing = loaded?.Assessments.ToList() ?? [];
        if (existing.Count + trace.Assessments.Count > Limits.AssessmentsMax) return AssessmentWrites.TooMany();
        var assessments = trace.Assessments
            .Select((assessment, i) => AssessmentWrites.New(assessment, trace.TraceId, newIds[i], now)).ToList();
        var after = trace with
        {
            ExperimentId = before?.ExperimentId ?? trace.ExperimentId,
            ClientRequestId = trace.ClientRequestId ?? before?.ClientRequestId,
            RequestPreview = trace.RequestPreview ?? before?.RequestPreview,
            ResponsePreview = trace.ResponsePreview ?? before?.ResponsePreview,
            Tags = tags.Value,
            Metadata = metadata.Value,
            RunIds = before?.RunIds ?? [],
            Assessments = [],
        };
        return new Decision<TraceFact, Trace>(
            [
                new TraceFact.PutTrace(after),
                .. assessments.Select(assessment => new TraceFact.PutAssessment(assessment)),
            ],
            [],
            TraceAggregate.Complete(after, existing.Concat(assessments)));
    }

    public static StoreOutcome<Decision<TraceFact, Trace>> End(
        TraceAggregate? loaded, TraceId traceId, TraceEnding ending)
    {
        if (TraceRules.Check(ending) is { } problem) return problem;
        if (loaded is null) return new TraceMissing(traceId);
        var tags = TagRules.Apply(loaded.Trace.Tags, ending.Tags!);
        if (!tags.IsOk) return tags.Problem;
        var metadata = TagRules.Apply(loaded.Trace.Metadata, ending.Metadata!);
        if (!metadata.IsOk) return metadata.Problem;
        var after = loaded.Trace with
        {
            ExecutionDuration = Math.Max(0, ending.Time - loaded.Trace.RequestTime),
            State = ending.State,
            Tags = tags.Value,
            Metadata = metadata.Value,
        };
        return Decision<TraceFact, Trace>.From(
            new TraceFact.PutTrace(after), TraceAggregate.Complete(after, loaded.Assessments));
    }

    public static StoreOutcome<Decision<TraceFact, Done>> SetTag(
        Trace? trace, TraceId traceId, string key, string value)
    {
        var change = new Dictionary<string, string?> { [key] = value };
        if (TagRules.Check(change, Limits.TraceValueLengthMax) is { } problem) return problem;
        return trace is null ? new TraceMissing(traceId) : PutTags(trace, change);
    }

    public static StoreOutcome<Decision<TraceFact, Done>> DeleteTag(Trace? trace, TraceId traceId, string key)
    {
        if (trace is null) return new TraceMissing(traceId);
        return trace.Tags.ContainsKey(key)
            ? PutTags(trace, new Dictionary<string, string?> { [key] = null })
            : new TraceTagMissing(traceId, key);
    }

    public static StoreOutcome<Decision<TraceFact, Done>> LinkPrompts(
        Trace? trace, TraceId traceId, IReadOnlyList<PromptReference> prompts)
    {
        if (trace is null) return new TraceMissing(traceId);
        var change = new Dictionary<string, string?>
        {
            [TraceKeys.LinkedPrompts] = LinkedPrompts.Add(trace, prompts),
        };
        return TagRules.Check(change, Limits.TraceValueLengthMax) is { } problem ? problem : PutTags(trace, change);
    }

    /// <param name="runId">The run.</param>
    /// <param name="exists">Whether the run exists.</param>
    /// <param name="traceIds">The traces to link.</param>
    /// <param name="traces">Those of them that exist.</param>
    public static StoreOutcome<Decision<TraceFact, Done>> LinkToRun(
        RunId runId, bool exists, IReadOnlyList<TraceId> traceIds, IEnumerable<Trace> traces)
    {
        if (TraceRules.CheckIds(traceIds) is { } problem) return problem;
        if (!exists) return new RunMissing(runId);
        List<TraceFact> facts = [];
        foreach (var trace in traces.Where(trace => !trace.RunIds.Contains(runId)))
        {
            if (trace.RunIds.Count >= Limits.TraceRunsMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The trace '{trace.TraceId}' is linked to {Limits.TraceRunsMax} runs; that is the limit.");
            facts.Add(new TraceFact.PutTrace(trace with { RunIds = [.. trace.RunIds, runId] }));
        }

        return new Decision<TraceFact, Done>(facts, [], default);
    }

    /// <summary>Returns the initial tags of a trace.</summary>
    internal static IReadOnlyDictionary<string, string> NewTags(Experiment experiment, TraceId traceId) =>
        new Dictionary<string, string>
        {
            [TraceKeys.ArtifactLocation] = $"{experiment.ArtifactLocation}/traces/{traceId}/artifacts",
        };

    private static StoreOutcome<Decision<TraceFact, Done>> PutTags(
        Trace trace, IReadOnlyDictionary<string, string?> change)
    {
        var tags = TagRules.Apply(trace.Tags, change);
        if (!tags.IsOk) return tags.Problem;
        return TagRules.AreSame(trace.Tags, tags.Value)
            ? Decision<TraceFact, Done>.Unchanged(default)
            : Decision<TraceFact, Done>.From(new TraceFact.PutTrace(trace with { Tags = tags.Value }), default);
    }
}
