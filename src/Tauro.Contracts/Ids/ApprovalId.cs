using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a request for approval: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<ApprovalId>))]
public readonly record struct ApprovalId(string Value) : IId<ApprovalId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ApprovalId result) =>
        (result = new ApprovalId(s ?? "")) != default;

    public int CompareTo(ApprovalId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ApprovalId id) => id.Value;
}
