using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>The id of a user or service account: a UUID.</summary>
[JsonConverter(typeof(IdConverter<AccountId>))]
public readonly record struct AccountId(string Value) : IId<AccountId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out AccountId result) =>
        (result = new AccountId(s ?? "")) != default;

    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(AccountId id) => id.Value;
}

/// <summary>The id of an API key: 8 letters and digits, which are a part of the key.</summary>
[JsonConverter(typeof(IdConverter<ApiKeyId>))]
public readonly record struct ApiKeyId(string Value) : IId<ApiKeyId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ApiKeyId result) =>
        (result = new ApiKeyId(s ?? "")) != default;

    public int CompareTo(ApiKeyId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ApiKeyId id) => id.Value;
}

/// <summary>The id of a role: a decimal number, as in MLflow.</summary>
[JsonConverter(typeof(IdConverter<RoleId>))]
public readonly record struct RoleId(string Value) : IId<RoleId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out RoleId result) =>
        (result = new RoleId(s ?? "")) != default;

    public int CompareTo(RoleId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(RoleId id) => id.Value;
}

/// <summary>The id of a session: the SHA-256 of its cookie, which does not reveal the cookie.</summary>
[JsonConverter(typeof(IdConverter<SessionId>))]
public readonly record struct SessionId(string Value) : IId<SessionId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out SessionId result) =>
        (result = new SessionId(s ?? "")) != default;

    public int CompareTo(SessionId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(SessionId id) => id.Value;
}

/// <summary>The id of an external login: a decimal number.</summary>
[JsonConverter(typeof(IdConverter<ExternalLoginId>))]
public readonly record struct ExternalLoginId(string Value) : IId<ExternalLoginId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out ExternalLoginId result) =>
        (result = new ExternalLoginId(s ?? "")) != default;

    public int CompareTo(ExternalLoginId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(ExternalLoginId id) => id.Value;
}

/// <summary>The id of a group rule: a decimal number.</summary>
[JsonConverter(typeof(IdConverter<GroupRuleId>))]
public readonly record struct GroupRuleId(string Value) : IId<GroupRuleId>
{
    public string Value { get => field ?? ""; } = Value.Length > 0 ? Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out GroupRuleId result) =>
        (result = new GroupRuleId(s ?? "")) != default;

    public int CompareTo(GroupRuleId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(GroupRuleId id) => id.Value;
}
