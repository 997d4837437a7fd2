using System.ComponentModel.DataAnnotations;

namespace Tauro.Stores.MetricRules;

/// <summary>Section <c>MetricRules</c>: rules on the metrics of running runs.</summary>
public sealed class MetricRuleOptions
{
    public const string Section = "MetricRules";

    /// <summary>How often runs are looked for that logged no point for as long as a rule says.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
