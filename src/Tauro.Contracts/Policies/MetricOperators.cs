namespace Tauro.Contracts.Policies;

/// <summary>What the comparisons of metrics mean.</summary>
public static class MetricOperators
{
    /// <summary>Whether a value compares with a bound; NaN never does.</summary>
    public static bool Holds(this MetricOperator comparison, double value, double bound) => comparison switch
    {
        MetricOperator.AtLeast => value >= bound,
        MetricOperator.AtMost => value <= bound,
        MetricOperator.Above => value > bound,
        _ => value < bound,
    };

    /// <summary>The comparison in words.</summary>
    public static string Describe(this MetricOperator comparison) => comparison switch
    {
        MetricOperator.AtLeast => "at least",
        MetricOperator.AtMost => "at most",
        MetricOperator.Above => "above",
        _ => "below",
    };
}
