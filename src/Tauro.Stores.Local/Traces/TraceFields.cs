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
                var (one, other) = (Compile(or.Left), Compile(or.Right));
                return trace => one(trace) || other(trace);
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
        var first = Values(item, field).Select(one => one.Number).FirstOrDefault();
        value = first ?? 0;
        return first is not null;
    }

    public override bool TryGetText(Trace item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = Values(item, field).Select(one => one.Text).FirstOrDefault();
        return value is not null;
    }

    private static Field FieldOf(Filter filter) => filter switch
    {
        Filter.Compare compare => compare.Field,
        Filter.In one => one.Field,
        Filter.Between between => between.Field,
        _ => throw new ArgumentException($"A filter of type {filter.GetType().Name} is not known.", nameof(filter)),
    };

    private IEnumerable<FieldValue> Values(Trace trace, Field field) => field.Kind switch
    {
        FieldKind.Attribute => Attribute(trace, field.Key),
        FieldKind.Tag => Text(trace.Tags.GetValueOrDefault(field.Key)),
        FieldKind.Metadata => Text(trace.Metadata.GetValueOrDefault(field.Key)),
        FieldKind.Span => state.Spans.Of(trace.TraceId).SelectMany(span => OfSpan(span, field.Key)),
        FieldKind.Feedback => state.Assessments.Of(trace.TraceId)
            .Where(one => one.Feedback is not null && one.Valid && one.Name == field.Key)
            .SelectMany(one => OfAssessment(one.Feedback!.Value)),
        FieldKind.Expectation => state.Assessments.Of(trace.TraceId)
            .Where(one => one.Expectation is not null && one.Valid && one.Name == field.Key)
            .SelectMany(one => OfAssessment(one.Expectation!.Value)),
        _ => [],
    };

    private IEnumerable<FieldValue> Attribute(Trace trace, string key) => key switch
    {
        "trace_id" => Text(trace.TraceId),
        "experiment_id" => Text(trace.ExperimentId),
        "client_request_id" => Text(trace.ClientRequestId),
        "timestamp_ms" => [FieldValue.Of(trace.RequestTime)],
        "execution_time_ms" => Number(trace.ExecutionDuration),
        "end_time_ms" => Number(trace.RequestTime + trace.ExecutionDuration),
        "status" => Text(JsonNamingPolicy.SnakeCaseUpper.ConvertName(trace.State.ToString())),
        "name" => Text(trace.Tags.GetValueOrDefault(TraceKeys.Name)),
        "run_id" =>
        [
            .. Text(trace.Metadata.GetValueOrDefault(TraceKeys.SourceRun)),
            .. trace.RunIds.Select(id => new FieldValue(id)),
        ],
        "prompt" => LinkedPrompts.Read(trace)
            .Select(prompt => new FieldValue($"{prompt.Name}/{prompt.Version}")),
        "text" => Texts(trace),
        _ => [],
    };

    /// <summary>Returns all text of a trace: its previews, then each span's JSON.</summary>
    private IEnumerable<FieldValue> Texts(Trace trace) =>
    [
        .. Text(trace.RequestPreview), .. Text(trace.ResponsePreview),
        .. state.Spans.Of(trace.TraceId).Select(span => new FieldValue(span.Content.ToString())),
    ];

    private static IEnumerable<FieldValue> OfSpan(Span span, string key) => key switch
    {
        "name" => Text(span.Name),
        "type" => Text(span.Type),
        "status" => Text(span.Status),
        "content" => Text(span.Content.ToString()),
        _ => Text(span.Content.Attributes().GetValueOrDefault(key[AttributePrefix.Length..])),
    };

    // Values other than numbers, strings and booleans are sent as a JSON string.
    private static IEnumerable<FieldValue> OfAssessment(JsonElement feedback)
    {
        if (feedback.ValueKind != JsonValueKind.Object) return [];
        if (feedback.TryGetProperty("value", out var value)) return [FieldValue.Of(value)];
        return feedback.TryGetProperty("serialized_value", out var serialized)
            && serialized.ValueKind == JsonValueKind.Object && serialized.TryGetProperty("value", out var text)
            ? [FieldValue.Of(text)]
            : [];
    }

    private static IEnumerable<FieldValue> Text(string? text) => text is null ? [] : [new FieldValue(text)];

    private static IEnumerable<FieldValue> Number(long? number) => number is { } one ? [FieldValue.Of(one)] : [];
}
