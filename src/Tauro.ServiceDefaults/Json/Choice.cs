using System.Collections.Frozen;

namespace Tauro.ServiceDefaults.Json;

/// <summary>
/// An enum in a query or path, spelled as in JSON (<c>PENDING_REGISTRATION</c>), ignoring case. A plain enum parameter
/// would accept only C# names, and any number.
/// </summary>
public readonly record struct Choice<TEnum>(TEnum Value)
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> ByName =
        AllowedValues.GetNames(typeof(TEnum)).Zip(Enum.GetValues<TEnum>())
            .ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.OrdinalIgnoreCase);

    public static bool TryParse(string? input, out Choice<TEnum> choice)
    {
        var known = ByName.TryGetValue(input ?? "", out var value);
        choice = new Choice<TEnum>(value);
        return known;
    }

    public static implicit operator TEnum(Choice<TEnum> choice) => choice.Value;
}
