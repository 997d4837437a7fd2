namespace Tauro.Stores.Filters;

/// <summary>The right side of a comparison: a number or a string.</summary>
/// <param name="String">The string; null for a number.</param>
/// <param name="Number">The number; meaningless for a string.</param>
public readonly record struct Literal(string? String, double Number)
{
    public static Literal From(string value) => new(value, 0);

    public static Literal From(double number) => new(null, number);
}
