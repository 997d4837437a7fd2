namespace Tauro.Tracking.Api.Otlp;

/// <summary>A key and a value.</summary>
/// <param name="Value">
/// A text, bool, long, double, <c>byte[]</c>, list of values, or list of <see cref="OtlpAttribute"/>; null for none.
/// </param>
internal sealed record OtlpAttribute(string Key, object? Value)
{
    /// <summary>
    /// How deep lists may lie in each other: stored JSON has a depth of its own, four times this at the most.
    /// </summary>
    public const int ValueDepthMax = 12;

    public static OtlpFormatException TooDeep() => new($"A value is nested deeper than {ValueDepthMax} levels.");
}
