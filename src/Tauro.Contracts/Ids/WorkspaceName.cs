using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>
/// The name of a workspace, which identifies it and never changes: <c>^[a-z0-9][-a-z0-9]*[a-z0-9]$</c>, 2 to 63
/// characters, as in MLflow. The <c>default</c> value is <see cref="Default"/>.
/// </summary>
[JsonConverter(typeof(IdConverter<WorkspaceName>))]
public readonly record struct WorkspaceName(string Value) : IId<WorkspaceName>
{
    private const string DefaultValue = "default";

    /// <summary>The workspace that always exists, and that has what was created before there were others.</summary>
    public static WorkspaceName Default => default;

    public string Value { get => field ?? DefaultValue; } = Value is "" or DefaultValue ? null : Value;

    public static bool TryParse(string? s, IFormatProvider? provider, out WorkspaceName result)
    {
        result = new WorkspaceName(s ?? "");
        return !string.IsNullOrEmpty(s);
    }

    public int CompareTo(WorkspaceName other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static implicit operator string(WorkspaceName id) => id.Value;
}
