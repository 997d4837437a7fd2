using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Policies;

/// <summary>
/// The change of a model version that a policy decides about: its registration, or a move to a stage, by the name of
/// the stage.
/// </summary>
[JsonConverter(typeof(NameConverter<PolicyGate>))]
public readonly record struct PolicyGate : IParsable<PolicyGate>
{
    private const string RegistrationName = "REGISTRATION";

    // Null for REGISTRATION, so that it is the default value.
    private readonly string? name;

    private PolicyGate(string name) => this.name = name == RegistrationName ? null : name;

    /// <summary>The registration of a version.</summary>
    public static PolicyGate Registration => default;

    /// <summary>A move to the stage Staging.</summary>
    public static PolicyGate Staging { get; } = new("STAGING");

    /// <summary>A move to the stage Production.</summary>
    public static PolicyGate Production { get; } = new("PRODUCTION");

    /// <summary>A move to the stage Archived.</summary>
    public static PolicyGate Archived { get; } = new("ARCHIVED");

    /// <summary>Reads a name in any letter case. Whether there is such a stage is for the registry to say.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out PolicyGate result)
    {
        var upper = UpperName.Normalize(s);
        result = upper is null ? default : new PolicyGate(upper);
        return upper is not null;
    }

    /// <exception cref="FormatException">It is not a name.</exception>
    public static PolicyGate Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var gate) ? gate : throw new FormatException($"'{s}' is not the name of a gate.");

    /// <summary>Returns the upper-case name.</summary>
    public override string ToString() => name ?? RegistrationName;
}
