namespace Tauro.Tracking.Api.Otlp;

/// <summary>A key and a value.</summary>
/// <param name="Value">
/// A string, bool, long, double, <c>byte[]</c>, list of values, or list of <see cref="OtlpAttribute"/>; null for none.
/// </param>
internal sealed record OtlpAttribute(string Key, object? Value)
{
    /// <summary>
    /// The most levels of nested lists. The stored JSON is at most four times as deep.
    /// </summary>
    public const int ValueDepthMax = 12;

    public static OtlpFormatException TooDeep() => new($"A value is nested deeper than {ValueDepthMax} levels.");
}
