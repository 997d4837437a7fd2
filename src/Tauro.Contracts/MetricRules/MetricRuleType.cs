namespace Tauro.Contracts.MetricRules;

/// <summary>The condition of a metric rule. It decides which members of <see cref="MetricRule"/> there are.</summary>
public enum MetricRuleType
{
    /// <summary>Points compare with a value: <c>operator</c>, <c>value</c>; optionally <c>points</c>.</summary>
    Threshold,

    /// <summary>Points are NaN or infinite; optionally <c>points</c>.</summary>
    NotFinite,

    /// <summary>No point is logged for some time: <c>minutes</c>.</summary>
    NoPoint,
}
