namespace Tauro.Contracts.Policies;

/// <summary>The direction in which the values of a metric are better.</summary>
public enum MetricDirection
{
    HigherIsBetter,
    LowerIsBetter,
}
