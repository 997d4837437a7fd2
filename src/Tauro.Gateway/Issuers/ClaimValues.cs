using System.Text.Json;

namespace Tauro.Gateway.Issuers;

/// <summary>Reads the claims of a verified token.</summary>
internal static class ClaimValues
{
    /// <summary>Returns the values of a claim: that of a scalar, all of a list, none if there is no claim.</summary>
    public static IReadOnlyList<string> Find(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var claim) ? []
        : claim.ValueKind == JsonValueKind.Array ? [.. claim.EnumerateArray().Select(Read).OfType<string>()]
        : Read(claim) is { } value ? [value]
        : [];

    /// <summary>Whether a claim has a value, or one that begins like a value that ends in <c>*</c>.</summary>
    public static bool Has(JsonElement claims, string name, string required) => Find(claims, name).Any(value =>
        required.EndsWith('*')
            ? value.StartsWith(required[..^1], StringComparison.Ordinal)
            : value == required);

    private static string? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
