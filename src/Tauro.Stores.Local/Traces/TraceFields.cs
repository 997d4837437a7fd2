using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Traces;

/// <summary>
/// The fields of a trace, for one search. A comparison with a field of many values holds when it holds for one of them.
/// Conditions on spans that are joined hold for one and the same span.
/// </summary>
/// <param name="state">The state.</param>
/// <param name="experimentIds">The searched experiments, in which sessions are looked up.</param>
internal sealed class TraceFields(TrackingState state, IReadOnlyList<ExperimentId> experimentIds) : FieldReader<Trace>
{
    private static readonly FieldValue.Reader OneValue = new();
    private readonly SpanFields spanFields = new();
    private readonly StringTests strings = new();
    private ILookup<string, Assessment>? ofSessions;

    public Func<Trace, bool> Compile(Filter? filter)
    {
        switch (filter)
        {
            case null:
                return _ => true;
            case not null when SpanFields.IsOfOneSpan(filter):
                var span = spanFields.Compile(filter, strings);
                return trace => state.Spans.In(trace.TraceId).Any(span);
            case Filter.And:
                var tests = Split(filter).Select(Compile).ToArray();
                return trace => Array.TrueForAll(tests, test => test(trace));
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
                var holds = FilterEvaluator.Compile(filter, OneValue, strings);
                return trace => Values(trace, field).Any(holds);
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

    /// <summary>Returns joined conditions: first those of the trace, then those of one span as a single one.</summary>
    private static IEnumerable<Filter> Split(Filter filter)
    {
        var all = Conditions(filter).ToList();
        var ofOneSpan = all.FindAll(SpanFields.IsOfOneSpan);
        var others = all.Where(condition => !SpanFields.IsOfOneSpan(condition));
        return ofOneSpan.Count == 0
            ? others
            : others.Append(ofOneSpan.Aggregate((left, right) => new Filter.And(left, right)));
    }

    private static IEnumerable<Filter> Conditions(Filter filter) =>
        filter is Filter.And and ? Conditions(and.Left).Concat(Conditions(and.Right)) : [filter];

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
        FieldKind.Span => state.Spans.In(trace.TraceId).SelectMany(span =>
            String(spanFields.TryGetString(span, field, out var value) ? value : null)),
        FieldKind.Feedback => Assessments(trace, field.Key).Where(assessment => assessment.Feedback is not null)
            .SelectMany(assessment => AssessmentValues(assessment.Feedback!.Value)),
        FieldKind.Expectation => Assessments(trace, field.Key).Where(assessment => assessment.Expectation is not null)
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
        _ => [],
    };

    /// <summary>Returns the valid assessments of a trace with a name, and those of its session.</summary>
    private IEnumerable<Assessment> Assessments(Trace trace, string name)
    {
        var own = state.Assessments.In(trace.TraceId);
        var all = trace.Metadata.TryGetValue(TraceKeys.Session, out var session)
            ? own.Concat(OfSessions()[session].Where(assessment => assessment.TraceId != trace.TraceId))
            : own;
        return all.Where(assessment => assessment.Valid && assessment.Name == name);
    }

    private ILookup<string, Assessment> OfSessions() => ofSessions ??= experimentIds.Distinct()
        .SelectMany(id => state.Traces.In(id)).SelectMany(trace => state.Assessments.In(trace.TraceId))
        .Where(assessment => assessment.Metadata.ContainsKey(TraceKeys.Session))
        .ToLookup(assessment => assessment.Metadata[TraceKeys.Session], StringComparer.Ordinal);

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
