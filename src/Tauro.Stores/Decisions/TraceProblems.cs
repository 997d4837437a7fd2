using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No trace has the id.</summary>
public sealed record TraceMissing(TraceId TraceId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.TraceNotFound, $"There is no trace '{NameRules.Excerpt(TraceId)}'.");

/// <summary>The trace has no such tag.</summary>
public sealed record TraceTagMissing(TraceId TraceId, string Key) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.TagNotFound,
    $"The trace '{NameRules.Excerpt(TraceId)}' has no tag '{NameRules.Excerpt(Key)}'.");

/// <summary>The trace has no assessment with the id.</summary>
public sealed record AssessmentMissing(TraceId TraceId, AssessmentId AssessmentId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.AssessmentNotFound,
    $"The trace '{NameRules.Excerpt(TraceId)}' has no assessment '{NameRules.Excerpt(AssessmentId)}'.");

/// <summary>An assessment was to become one of another kind.</summary>
/// <param name="AssessmentId">Its id.</param>
/// <param name="OldKind"><c>feedback</c>, <c>expectation</c> or <c>issue</c>.</param>
/// <param name="NewKind">The kind that it was to have.</param>
public sealed record AssessmentKindFixed(AssessmentId AssessmentId, string OldKind, string NewKind) : StoreProblem(
    ProblemKind.Invalid, ProblemCodes.InvalidRequest,
    $"The assessment '{NameRules.Excerpt(AssessmentId)}' has the kind {OldKind}, which can't be changed to {NewKind}; "
    + "create another one.");
