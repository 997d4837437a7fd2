using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to assessments of a trace.</summary>
public static class AssessmentWrites
{
    /// <param name="loaded">The trace; null when there is none.</param>
    /// <param name="assessment">The assessment to create; its own id is ignored.</param>
    /// <param name="newId">The new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TraceFact, Assessment>> Create(
        TraceAggregate? loaded, Assessment assessment, AssessmentId newId, long now)
    {
        if (TraceRules.Check(assessment) is { } problem) return problem;
        if (loaded is null) return new TraceMissing(assessment.TraceId);
        if (loaded.Assessments.Count() >= Limits.AssessmentsMax) return TooMany();
        var created = New(assessment with { AssessmentId = default }, assessment.TraceId, newId, now);
        var put = new TraceFact.PutAssessment(created);
        if (created.Overrides is not { Value.Length: > 0 } overridden)
            return Decision<TraceFact, Assessment>.From(put, created);
        if (loaded.Find(overridden) is not { } before) return new AssessmentMissing(assessment.TraceId, overridden);
        var invalid = new TraceFact.PutAssessment(before with { Valid = false, LastUpdateTime = now });
        return new Decision<TraceFact, Assessment>([invalid, put], [], created);
    }

    public static StoreOutcome<Decision<TraceFact, Assessment>> Update(
        TraceAggregate? loaded, TraceId traceId, AssessmentId assessmentId, AssessmentChange change, long now)
    {
        if (TraceRules.Check(change) is { } problem) return problem;
        if (loaded is null) return new TraceMissing(traceId);
        if (loaded.Find(assessmentId) is not { } before) return new AssessmentMissing(traceId, assessmentId);
        if (change.Expectation is not null && before.Expectation is null)
            return new AssessmentKindFixed(assessmentId, KindOf(before), "expectation");
        if (change.Feedback is not null && before.Feedback is null)
            return new AssessmentKindFixed(assessmentId, KindOf(before), "feedback");
        var metadata = TagRules.Apply(before.Metadata, change.Metadata!);
        if (!metadata.IsOk) return metadata.Problem;
        var after = before with
        {
            Name = change.Name ?? before.Name,
            Feedback = change.Feedback ?? before.Feedback,
            Expectation = change.Expectation ?? before.Expectation,
            Rationale = change.Rationale ?? before.Rationale,
            Metadata = metadata.Value,
            Valid = change.Valid ?? before.Valid,
            LastUpdateTime = now,
        };
        return Decision<TraceFact, Assessment>.From(new TraceFact.PutAssessment(after), after);
    }

    public static StoreOutcome<Decision<TraceFact, Done>> Delete(
        TraceAggregate? loaded, TraceId traceId, AssessmentId assessmentId, long now)
    {
        if (loaded is null) return new TraceMissing(traceId);
        if (loaded.Find(assessmentId) is not { } existing) return Decision<TraceFact, Done>.Unchanged(default);
        var remove = new TraceFact.RemoveAssessment(traceId, assessmentId);
        if (existing.Overrides is not { Value.Length: > 0 } overridden || loaded.Find(overridden) is not { } before)
            return Decision<TraceFact, Done>.From(remove, default);
        var valid = new TraceFact.PutAssessment(before with { Valid = true, LastUpdateTime = now });
        return new Decision<TraceFact, Done>([valid, remove], [], default);
    }

    private static string KindOf(Assessment assessment) => assessment switch
    {
        { Feedback: not null } => "feedback",
        { Issue: not null } => "issue",
        _ => "expectation",
    };

    internal static StoreProblem TooMany() => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded,
        $"The trace would have more than {Limits.AssessmentsMax} assessments; that is the limit.");

    /// <summary>Fills in the id and times that an assessment lacks.</summary>
    internal static Assessment New(
        Assessment assessment, TraceId traceId, AssessmentId newId, long now) => assessment with
    {
        TraceId = traceId,
        AssessmentId = assessment.AssessmentId is { Value.Length: > 0 and <= Limits.TraceIdLengthMax } given
            ? given
            : newId,
        CreateTime = assessment.CreateTime > 0 ? assessment.CreateTime : now,
        LastUpdateTime = assessment.LastUpdateTime > 0 ? assessment.LastUpdateTime : now,
    };
}
