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

/// <summary>Feedback was to become an expectation, or an expectation feedback.</summary>
public sealed record AssessmentKindFixed(AssessmentId AssessmentId, bool IsFeedback) : StoreProblem(
    ProblemKind.Invalid, ProblemCodes.InvalidRequest,
    $"The assessment '{NameRules.Excerpt(AssessmentId)}' is {(IsFeedback ? "feedback" : "an expectation")}, and its "
    + "kind can't be changed; create another one.");
