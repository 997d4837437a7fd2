using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a metric rule: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<MetricRuleId>))]
public readonly record struct MetricRuleId(string Value) : IId<MetricRuleId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out MetricRuleId result) =>
        (result = new MetricRuleId(s ?? "")) != default;

    public int CompareTo(MetricRuleId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(MetricRuleId id) => id.Value;
}
