using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a retention job: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<RetentionJobId>))]
public readonly record struct RetentionJobId(string Value) : IId<RetentionJobId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out RetentionJobId result) =>
        (result = new RetentionJobId(s ?? "")) != default;

    public int CompareTo(RetentionJobId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(RetentionJobId id) => id.Value;
}
