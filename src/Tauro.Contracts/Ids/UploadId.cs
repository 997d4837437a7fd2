using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of an upload that can be resumed: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<UploadId>))]
public readonly record struct UploadId(string Value) : IId<UploadId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out UploadId result) =>
        (result = new UploadId(s ?? "")) != default;

    public int CompareTo(UploadId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(UploadId id) => id.Value;
}
