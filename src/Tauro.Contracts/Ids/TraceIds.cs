using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a trace: <c>tr-</c> and 32 hexadecimal digits, or what the client chose.</summary>
[JsonConverter(typeof(IdConverter<TraceId>))]
public readonly record struct TraceId(string Value) : IId<TraceId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out TraceId result) =>
        (result = new TraceId(s ?? "")) != default;

    public int CompareTo(TraceId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(TraceId id) => id.Value;
}

/// <summary>The id of a span, unique within its trace: 16 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<SpanId>))]
public readonly record struct SpanId(string Value) : IId<SpanId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out SpanId result) =>
        (result = new SpanId(s ?? "")) != default;

    public int CompareTo(SpanId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(SpanId id) => id.Value;
}

/// <summary>The id of an assessment of a trace: <c>a-</c> and 32 hexadecimal digits, or the client's own.</summary>
[JsonConverter(typeof(IdConverter<AssessmentId>))]
public readonly record struct AssessmentId(string Value) : IId<AssessmentId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out AssessmentId result) =>
        (result = new AssessmentId(s ?? "")) != default;

    public int CompareTo(AssessmentId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(AssessmentId id) => id.Value;
}
