using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of an experiment: an integer in decimal digits; <c>0</c> is <c>Default</c>.</summary>
[JsonConverter(typeof(IdConverter<ExperimentId>))]
public readonly record struct ExperimentId(string Value) : IId<ExperimentId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ExperimentId result) =>
        (result = new ExperimentId(s ?? "")) != default;

    public int CompareTo(ExperimentId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ExperimentId id) => id.Value;
}

/// <summary>The id of a run: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<RunId>))]
public readonly record struct RunId(string Value) : IId<RunId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out RunId result) =>
        (result = new RunId(s ?? "")) != default;

    public int CompareTo(RunId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(RunId id) => id.Value;
}
