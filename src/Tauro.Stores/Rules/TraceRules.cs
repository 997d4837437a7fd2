using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before it writes traces, spans and assessments.</summary>
public static class TraceRules
{
    public static StoreProblem? Check(Trace trace)
    {
        if (CheckId("trace_id", trace.TraceId) is { } badId) return badId;
        if (trace.ClientRequestId?.Length > Limits.NameLengthMax)
            return Over(
                $"The client_request_id has {trace.ClientRequestId.Length} characters; "
                + $"the limit is {Limits.NameLengthMax}.");
        if (trace.Assessments.Count > Limits.AssessmentsMax)
            return Over($"{trace.Assessments.Count} assessments were given; the limit is {Limits.AssessmentsMax}.");
        return TagRules.Check(trace.Tags!, Limits.TraceValueLengthMax)
            ?? TagRules.Check(trace.Metadata!, Limits.TraceValueLengthMax)
            ?? trace.Assessments.Select(Check).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Checks the number of traces that one request names.</summary>
    public static StoreProblem? CheckIds(IReadOnlyCollection<TraceId> traceIds) => traceIds.Count > Limits.TraceIdsMax
        ? Over($"{traceIds.Count} trace ids were given; the limit is {Limits.TraceIdsMax}.")
        : null;

    public static StoreProblem? Check(TraceEnding ending) =>
        TagRules.Check(ending.Tags!, Limits.TraceValueLengthMax)
        ?? TagRules.Check(ending.Metadata!, Limits.TraceValueLengthMax);

    public static StoreProblem? Check(IReadOnlyList<Span> spans)
    {
        if (spans.Count > Limits.SpanBatchMax)
            return Over($"{spans.Count} spans were sent; the limit of one request is {Limits.SpanBatchMax}.");
        long bytes = 0;
        foreach (var span in spans)
        {
            if ((CheckId("trace_id", span.TraceId) ?? CheckId("span_id", span.SpanId)) is { } badId) return badId;
            if (span.Content.Length > Limits.SpanBytesMax)
                return Over(
                    $"The span '{span.SpanId}' has {span.Content.Length} bytes; the limit is {Limits.SpanBytesMax}.");
            bytes += span.Content.Length;
        }

        return bytes > Limits.SpanBatchBytesMax
            ? Over($"The spans have {bytes} bytes; the limit of one request is {Limits.SpanBatchBytesMax}.")
            : null;
    }

    public static StoreProblem? Check(Assessment assessment)
    {
        if (NameRules.CheckName("assessment", assessment.Name) is { } badName) return badName;
        JsonElement?[] values = [assessment.Feedback, assessment.Expectation, assessment.Issue];
        if (values.OfType<JsonElement>().ToArray() is not [var value])
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                "An assessment is feedback, an expectation or a reference to an issue; give one of them.");
        return CheckLengths(assessment.Rationale, assessment.Metadata, value.GetRawText());
    }

    public static StoreProblem? Check(AssessmentChange change) =>
        (change.Name is null ? null : NameRules.CheckName("assessment", change.Name))
        ?? CheckLengths(
            change.Rationale, change.Metadata, change.Feedback?.GetRawText() ?? change.Expectation?.GetRawText());

    private static StoreProblem? CheckLengths(
        string? rationale, IReadOnlyDictionary<string, string>? metadata, string? value)
    {
        if (rationale?.Length > Limits.AssessmentLengthMax)
            return Over($"The rationale has {rationale.Length} characters; the limit is {Limits.AssessmentLengthMax}.");
        if (value?.Length > Limits.AssessmentLengthMax)
            return Over($"The value has {value.Length} characters; the limit is {Limits.AssessmentLengthMax}.");
        return TagRules.Check(metadata!, Limits.TraceValueLengthMax);
    }

    private static StoreProblem? CheckId(string what, string id) =>
        id.Length is 0 or > Limits.TraceIdLengthMax || NameRules.HasBadCharacter(id) || id.Contains('/')
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName,
                $"'{NameRules.Excerpt(id)}' is not a {what}: it must have 1 to {Limits.TraceIdLengthMax} characters, "
                + "without a slash.")
            : null;

    private static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
