using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of an issue: <c>iss-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<IssueId>))]
public readonly record struct IssueId(string Value) : IId<IssueId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out IssueId result) =>
        (result = new IssueId(s ?? "")) != default;

    public int CompareTo(IssueId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(IssueId id) => id.Value;
}

/// <summary>The id of a label schema: <c>ls-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<LabelSchemaId>))]
public readonly record struct LabelSchemaId(string Value) : IId<LabelSchemaId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out LabelSchemaId result) =>
        (result = new LabelSchemaId(s ?? "")) != default;

    public int CompareTo(LabelSchemaId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(LabelSchemaId id) => id.Value;
}

/// <summary>The id of a review queue: <c>rq-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<ReviewQueueId>))]
public readonly record struct ReviewQueueId(string Value) : IId<ReviewQueueId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ReviewQueueId result) =>
        (result = new ReviewQueueId(s ?? "")) != default;

    public int CompareTo(ReviewQueueId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ReviewQueueId id) => id.Value;
}
