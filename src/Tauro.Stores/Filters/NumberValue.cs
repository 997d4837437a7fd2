using System.Globalization;

namespace Tauro.Stores.Filters;

/// <summary>Reads the number that a param or tag is, as Python or .NET writes it.</summary>
public static class NumberValue
{
    /// <summary>Returns null for a value that is no number, such as <c>adam</c>, <c>True</c> or <c>1,5</c>.</summary>
    public static double? Parse(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : value.Trim().ToLowerInvariant() switch
        {
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => null,
        };
}
