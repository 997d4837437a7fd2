namespace Tauro.Stores.Filters;

/// <summary>The right side of a comparison: a number or a string.</summary>
/// <param name="Text">The string; null for a number.</param>
/// <param name="Number">The number; meaningless for a string.</param>
public readonly record struct Literal(string? Text, double Number)
{
    public static Literal Of(string text) => new(text, 0);

    public static Literal Of(double number) => new(null, number);
}
