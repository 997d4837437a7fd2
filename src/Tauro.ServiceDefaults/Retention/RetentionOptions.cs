using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Retention;

/// <summary>Section <c>Retention</c>: the schedule of retention jobs.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>
    /// How often it is checked whether retention policies let something go; then a job removes it. Nothing happens
    /// without a policy.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}
