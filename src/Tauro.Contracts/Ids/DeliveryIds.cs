using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of an event in the dead list. Ids sort in the order of the events.</summary>
[JsonConverter(typeof(IdConverter<DeadEventId>))]
public readonly record struct DeadEventId(string Value) : IId<DeadEventId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out DeadEventId result) =>
        (result = new DeadEventId(s ?? "")) != default;

    public int CompareTo(DeadEventId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(DeadEventId id) => id.Value;
}

/// <summary>The id of a webhook: a UUID.</summary>
[JsonConverter(typeof(IdConverter<WebhookId>))]
public readonly record struct WebhookId(string Value) : IId<WebhookId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out WebhookId result) =>
        (result = new WebhookId(s ?? "")) != default;

    public int CompareTo(WebhookId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(WebhookId id) => id.Value;
}
