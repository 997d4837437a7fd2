using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

/// <summary>
/// The fields of a trace, for search. A comparison with a field of many values holds when it holds for one of them.
/// </summary>
internal sealed class TraceFields(TrackingState state) : FieldReader<Trace>
{
    private const string AttributePrefix = "attributes.";
    private static readonly FieldValue.Reader OneValue = new();

    public Func<Trace, bool> Compile(Filter? filter)
    {
        switch (filter)
        {
            case null:
                return _ => true;
            case Filter.And and:
                var (left, right) = (Compile(and.Left), Compile(and.Right));
                return trace => left(trace) && right(trace);
            case Filter.Or or:
                var (func, other) = (Compile(or.Left), Compile(or.Right));
                return trace => func(trace) || other(trace);
            case Filter.Not not:
                var inner = Compile(not.Inner);
                return trace => !inner(trace);
            case Filter.IsNull isNull:
                return trace => Values(trace, isNull.Field).Any() == isNull.Negated;
            default:
                var field = FieldOf(filter);
                var test = FilterEvaluator.Compile(filter, OneValue);
                return trace => Values(trace, field).Any(test);
        }
    }

    public override bool TryGetNumber(Trace item, Field field, out double value)
    {
        var first = Values(item, field).Select(fieldValue => fieldValue.Number).FirstOrDefault();
        value = first ?? 0;
        return first is not null;
    }

    public override bool TryGetString(Trace item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = Values(item, field).Select(fieldValue => fieldValue.String).FirstOrDefault();
        return value is not null;
    }

    private static Field FieldOf(Filter filter) => filter switch
    {
        Filter.Compare compare => compare.Field,
        Filter.In item => item.Field,
        Filter.Between between => between.Field,
        _ => throw new ArgumentException($"A filter of type {filter.GetType().Name} is not known.", nameof(filter)),
    };

    private IEnumerable<FieldValue> Values(Trace trace, Field field) => field.Kind switch
    {
        FieldKind.Attribute => Attribute(trace, field.Key),
        FieldKind.Tag => String(trace.Tags.GetValueOrDefault(field.Key)),
        FieldKind.Metadata => String(trace.Metadata.GetValueOrDefault(field.Key)),
        FieldKind.Span => state.Spans.In(trace.TraceId).SelectMany(span => SpanValues(span, field.Key)),
        FieldKind.Feedback => state.Assessments.In(trace.TraceId)
            .Where(assessment => assessment.Feedback is not null && assessment.Valid && assessment.Name == field.Key)
            .SelectMany(assessment => AssessmentValues(assessment.Feedback!.Value)),
        FieldKind.Expectation => state.Assessments.In(trace.TraceId)
            .Where(assessment => assessment.Expectation is not null && assessment.Valid && assessment.Name == field.Key)
            .SelectMany(assessment => AssessmentValues(assessment.Expectation!.Value)),
        _ => [],
    };

    private IEnumerable<FieldValue> Attribute(Trace trace, string key) => key switch
    {
        "trace_id" => String(trace.TraceId),
        "experiment_id" => String(trace.ExperimentId),
        "client_request_id" => String(trace.ClientRequestId),
        "timestamp_ms" => [FieldValue.From(trace.RequestTime)],
        "execution_time_ms" => Number(trace.ExecutionDuration),
        "end_time_ms" => Number(trace.RequestTime + trace.ExecutionDuration),
        "status" => String(JsonNamingPolicy.SnakeCaseUpper.ConvertName(trace.State.ToString())),
        "name" => String(trace.Tags.GetValueOrDefault(TraceKeys.Name)),
        "run_id" =>
        [
            .. String(trace.Metadata.GetValueOrDefault(TraceKeys.SourceRun)),
            .. trace.RunIds.Select(id => new FieldValue(id)),
        ],
        "prompt" => LinkedPrompts.Read(trace)
            .Select(prompt => new FieldValue($"{prompt.Name}/{prompt.Version}")),
        "text" => AllText(trace),
        _ => [],
    };

    /// <summary>Returns all text of a trace: its previews, then each span's JSON.</summary>
    private IEnumerable<FieldValue> AllText(Trace trace) =>
    [
        .. String(trace.RequestPreview), .. String(trace.ResponsePreview),
        .. state.Spans.In(trace.TraceId).Select(span => new FieldValue(span.Content.ToString())),
    ];

    private static IEnumerable<FieldValue> SpanValues(Span span, string key) => key switch
    {
        "name" => String(span.Name),
        "type" => String(span.Type),
        "status" => String(span.Status),
        "content" => String(span.Content.ToString()),
        _ => String(span.Content.Attributes().GetValueOrDefault(key[AttributePrefix.Length..])),
    };

    // Values other than numbers, strings and booleans are sent as a JSON string.
    private static IEnumerable<FieldValue> AssessmentValues(JsonElement feedback)
    {
        if (feedback.ValueKind != JsonValueKind.Object) return [];
        if (feedback.TryGetProperty("value", out var value)) return [FieldValue.From(value)];
        return feedback.TryGetProperty("serialized_value", out var serialized)
            && serialized.ValueKind == JsonValueKind.Object && serialized.TryGetProperty("value", out var input)
            ? [FieldValue.From(input)]
            : [];
    }

    private static IEnumerable<FieldValue> String(string? value) => value is null ? [] : [new FieldValue(value)];

    private static IEnumerable<FieldValue> Number(long? number) => number is { } n ? [FieldValue.From(n)] : [];
}
