using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a logged model: <c>m-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<LoggedModelId>))]
public readonly record struct LoggedModelId(string Value) : IId<LoggedModelId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out LoggedModelId result) =>
        (result = new LoggedModelId(s ?? "")) != default;

    public int CompareTo(LoggedModelId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(LoggedModelId id) => id.Value;
}

/// <summary>The id of a registered model, which it keeps when it is renamed: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<ModelId>))]
public readonly record struct ModelId(string Value) : IId<ModelId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ModelId result) =>
        (result = new ModelId(s ?? "")) != default;

    public int CompareTo(ModelId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ModelId id) => id.Value;
}
