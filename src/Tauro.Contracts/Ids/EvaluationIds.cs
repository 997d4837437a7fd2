using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of an evaluation dataset: <c>d-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<DatasetId>))]
public readonly record struct DatasetId(string Value) : IId<DatasetId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out DatasetId result) =>
        (result = new DatasetId(s ?? "")) != default;

    public int CompareTo(DatasetId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(DatasetId id) => id.Value;
}

/// <summary>The id of a record of an evaluation dataset: <c>dr-</c> and 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdConverter<RecordId>))]
public readonly record struct RecordId(string Value) : IId<RecordId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out RecordId result) =>
        (result = new RecordId(s ?? "")) != default;

    public int CompareTo(RecordId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(RecordId id) => id.Value;
}

/// <summary>The id of a scorer, which all of its versions share: a UUID.</summary>
[JsonConverter(typeof(IdConverter<ScorerId>))]
public readonly record struct ScorerId(string Value) : IId<ScorerId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ScorerId result) =>
        (result = new ScorerId(s ?? "")) != default;

    public int CompareTo(ScorerId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ScorerId id) => id.Value;
}

/// <summary>The id of the setting for scoring new traces with a scorer: a UUID.</summary>
[JsonConverter(typeof(IdConverter<OnlineScoringId>))]
public readonly record struct OnlineScoringId(string Value) : IId<OnlineScoringId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out OnlineScoringId result) =>
        (result = new OnlineScoringId(s ?? "")) != default;

    public int CompareTo(OnlineScoringId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(OnlineScoringId id) => id.Value;
}
