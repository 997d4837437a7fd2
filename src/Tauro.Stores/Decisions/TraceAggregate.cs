using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>A trace with its assessments, spans and reviews, loaded as far as a decision needs them.</summary>
/// <param name="Trace">The trace, without its assessments.</param>
/// <param name="Assessments">In any order.</param>
/// <param name="Spans">In any order.</param>
/// <param name="Reviews">Its items in review queues; null for none.</param>
public sealed record TraceAggregate(
    Trace Trace, IEnumerable<Assessment> Assessments, IEnumerable<Span> Spans,
    IEnumerable<ReviewQueueItem>? Reviews = null)
{
    /// <summary>Returns the trace with its assessments, oldest first.</summary>
    public Trace Complete() => Complete(Trace, Assessments);

    /// <inheritdoc cref="Complete()"/>
    public static Trace Complete(Trace trace, IEnumerable<Assessment> assessments) => trace with
    {
        Assessments =
        [
            .. assessments.OrderBy(assessment => assessment.CreateTime)
                .ThenBy(assessment => assessment.AssessmentId, StringComparer.Ordinal),
        ],
    };

    public Assessment? Find(AssessmentId assessmentId) =>
        Assessments.FirstOrDefault(assessment => assessment.AssessmentId == assessmentId);
}
