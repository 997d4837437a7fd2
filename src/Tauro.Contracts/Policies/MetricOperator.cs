namespace Tauro.Contracts.Policies;

/// <summary>A comparison of a metric with a value. NaN matches none.</summary>
public enum MetricOperator
{
    AtLeast,
    AtMost,
    Above,
    Below,
}
