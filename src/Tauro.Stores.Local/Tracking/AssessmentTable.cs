using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Assessments by trace, with the number of traces that refer to each issue.</summary>
internal sealed class AssessmentTable() : GroupedTable<Assessment>(
    TableId.Assessments, "traces/assessments",
    assessment => TraceTables.AssessmentKey(assessment.TraceId, assessment.AssessmentId),
    assessment => assessment.TraceId)
{
    // A trace may refer to an issue in several assessments.
    private readonly Dictionary<string, Dictionary<TraceId, int>> references = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> traces = new(StringComparer.Ordinal);

    /// <summary>Returns how many traces refer to an issue.</summary>
    public int CountTraces(IssueId issueId) => traces.GetValueOrDefault(issueId.Value);

    protected override void Changed(Assessment? before, Assessment? after)
    {
        base.Changed(before, after);
        if (after?.Issue is not null) ChangeCount(after, 1);
        if (before?.Issue is not null) ChangeCount(before, -1);
    }

    private void ChangeCount(Assessment reference, int change)
    {
        if (!references.TryGetValue(reference.Name, out var counts)) references[reference.Name] = counts = [];
        var count = counts.GetValueOrDefault(reference.TraceId) + change;
        if (count > 0) counts[reference.TraceId] = count;
        else counts.Remove(reference.TraceId);
        if (counts.Count > 0)
        {
            traces[reference.Name] = counts.Count;
            return;
        }

        references.Remove(reference.Name);
        traces.TryRemove(reference.Name, out _);
    }
}
