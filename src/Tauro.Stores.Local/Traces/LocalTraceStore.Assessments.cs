using Tauro.Contracts;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

internal sealed partial class LocalTraceStore
{
    public ValueTask<StoreOutcome<Assessment>> CreateAssessment(
        Assessment assessment, CancellationToken cancel = default)
    {
        if (TraceRules.Check(assessment) is { } problem) return new(problem);
        var own = assessment with { AssessmentId = NewAssessmentId(assessment with { AssessmentId = "" }) };
        return engine.Commit<Assessment>((state, change) =>
        {
            if (state.Traces.Find(own.TraceId) is null) return NoTrace(own.TraceId);
            if (state.Assessments.CountOf(own.TraceId) >= Limits.AssessmentsMax) return TooManyAssessments();
            if (own.Overrides is { Length: > 0 } overridden)
            {
                if (Find(state, own.TraceId, overridden) is not { } before)
                    return NoAssessment(own.TraceId, overridden);
                change.Put(state.Assessments, before with { Valid = false, LastUpdateTime = change.Now });
            }

            var created = Timed(own, change.Now);
            change.Put(state.Assessments, created);
            return created;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Assessment>> GetAssessment(
        string traceId, string assessmentId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var (trace, found) = (state.Traces.Find(traceId), Find(state, traceId, assessmentId));
        await engine.Barrier(state).ConfigureAwait(false);
        return trace is null ? NoTrace(traceId) : found is null ? NoAssessment(traceId, assessmentId) : found;
    }

    public ValueTask<StoreOutcome<Assessment>> UpdateAssessment(
        string traceId, string assessmentId, AssessmentChange update, CancellationToken cancel = default)
    {
        if (TraceRules.Check(update) is { } problem) return new(problem);
        return engine.Commit<Assessment>((state, change) =>
        {
            if (state.Traces.Find(traceId) is null) return NoTrace(traceId);
            if (Find(state, traceId, assessmentId) is not { } before) return NoAssessment(traceId, assessmentId);
            if (update.Expectation is not null && before.Expectation is null)
                return WrongKind("Cannot update expectation value on a Feedback assessment");
            if (update.Feedback is not null && before.Feedback is null)
                return WrongKind("Cannot update feedback value on an Expectation assessment");
            var added = update.Metadata?.ToDictionary(one => one.Key, one => (string?)one.Value);
            var metadata = TextMap.Apply(before.Metadata, added);
            if (metadata.Problem is { } tooMuch) return tooMuch;
            var after = before with
            {
                Name = update.Name ?? before.Name,
                Feedback = update.Feedback ?? before.Feedback,
                Expectation = update.Expectation ?? before.Expectation,
                Rationale = update.Rationale ?? before.Rationale,
                Metadata = metadata.Value,
                Valid = update.Valid ?? before.Valid,
                LastUpdateTime = change.Now,
            };
            change.Put(state.Assessments, after);
            return after;
        }, cancel);
    }

    public ValueTask<StoreOutcome<Done>> DeleteAssessment(
        string traceId, string assessmentId, CancellationToken cancel = default) =>
        engine.Commit<Done>((state, change) =>
        {
            if (state.Traces.Find(traceId) is null) return NoTrace(traceId);
            if (Find(state, traceId, assessmentId) is not { } gone) return default(Done);
            if (gone.Overrides is { Length: > 0 } overridden && Find(state, traceId, overridden) is { } before)
                change.Put(state.Assessments, before with { Valid = true, LastUpdateTime = change.Now });
            change.Remove(state.Assessments, state.Assessments.KeyOf(gone));
            return default(Done);
        }, cancel);

    private static Assessment? Find(TrackingState state, string traceId, string assessmentId) =>
        state.Assessments.Find(TraceTables.AssessmentKey(traceId, assessmentId));

    private string NewAssessmentId(Assessment assessment) =>
        assessment.AssessmentId is { Length: > 0 and <= Limits.TraceIdLengthMax } given
            ? given
            : $"a-{entropy.NextId()}";

    private static Assessment Timed(Assessment assessment, long now) => assessment with
    {
        CreateTime = assessment.CreateTime > 0 ? assessment.CreateTime : now,
        LastUpdateTime = assessment.LastUpdateTime > 0 ? assessment.LastUpdateTime : now,
    };

    private static IReadOnlyList<Assessment> Sorted(IEnumerable<Assessment> assessments) =>
        [.. assessments.OrderBy(one => one.CreateTime).ThenBy(one => one.AssessmentId, StringComparer.Ordinal)];

    private static StoreProblem NoAssessment(string traceId, string assessmentId) => StoreProblem.NotFound(
        ProblemCodes.AssessmentNotFound,
        $"Assessment with ID '{TextRules.Shown(assessmentId)}' not found for trace '{TextRules.Shown(traceId)}'");

    private static StoreProblem TooManyAssessments() => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded,
        $"The trace would have more than {Limits.AssessmentsMax} assessments; that is the limit.");

    private static StoreProblem WrongKind(string message) => StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);
}
