namespace Tauro.Contracts;

/// <content>Limits on metric rules.</content>
public static partial class Limits
{
    /// <summary>Metric rules of an experiment, including those on its runs.</summary>
    public const int MetricRulesPerExperimentMax = 100;

    /// <summary>Metric rules of the service.</summary>
    public const int MetricRulesMax = 10_000;

    /// <summary>Points in a row that a metric rule may require.</summary>
    public const int MetricRulePointsMax = 1_000;

    /// <summary>Metrics of a run that are remembered to meet a metric rule for any metric.</summary>
    public const int MetricRuleMetricsMax = 100;

    /// <summary>The shortest time without a point that a metric rule may name, in minutes: a second.</summary>
    public const double MetricRuleMinutesMin = 1.0 / 60;

    /// <summary>The longest time without a point that a metric rule may name, in minutes: 30 days.</summary>
    public const double MetricRuleMinutesMax = 43_200;
}
