using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides which traces of an experiment are deleted, in commits of bounded size, each with complete traces only.
/// </summary>
public static class TraceDeletions
{
    /// <summary>Documents removed in one commit, after which it takes no further trace.</summary>
    public const int DocumentsMax = 10_000;

    /// <summary>Returns the traces of an experiment that a deletion covers, oldest first.</summary>
    public static IEnumerable<Trace> Select(IEnumerable<Trace> ofExperiment, TraceDeletion deletion)
    {
        var chosen = ofExperiment;
        if (deletion.TraceIds is { } ids) chosen = chosen.IntersectBy(ids, trace => trace.TraceId);
        if (deletion.RequestTimeMax is { } time) chosen = chosen.Where(trace => trace.RequestTime <= time);
        return chosen.OrderBy(trace => trace.RequestTime).ThenBy(trace => trace.TraceId, StringComparer.Ordinal);
    }

    /// <summary>Removes the first traces; returns how many, and whether another commit is needed.</summary>
    /// <param name="oldestFirst">The traces; enumerated only as far as this commit goes.</param>
    /// <param name="tracesMax">The maximum number of traces.</param>
    public static Decision<TraceFact, (int Traces, bool More)> Remove(
        IEnumerable<TraceAggregate> oldestFirst, int tracesMax)
    {
        List<TraceFact> facts = [];
        var traces = 0;
        foreach (var (trace, assessments, spans, reviews) in oldestFirst)
        {
            if (traces == tracesMax || facts.Count >= DocumentsMax) return Removed(traces < tracesMax);
            var id = trace.TraceId;
            facts.AddRange(spans.Select(span => new TraceFact.RemoveSpan(id, span.SpanId)));
            facts.AddRange(
                assessments.Select(assessment => new TraceFact.RemoveAssessment(id, assessment.AssessmentId)));
            facts.AddRange((reviews ?? []).Select(item => new TraceFact.RemoveReview(item.QueueId, id)));
            facts.Add(new TraceFact.RemoveTrace(id));
            traces++;
        }

        return Removed(more: false);

        Decision<TraceFact, (int, bool)> Removed(bool more) => new(facts, [], (traces, more));
    }
}
