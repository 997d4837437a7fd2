using System.ComponentModel.DataAnnotations;

namespace Tauro.Stores.Runs;

/// <summary>Section <c>StaleRuns</c>: running runs to which nothing was logged for long.</summary>
public sealed class StaleRunOptions
{
    public const string Section = "StaleRuns";

    /// <summary>
    /// Whether stale runs are ended as FAILED. Off by default: a run that trains for hours and logs at its end is not
    /// stale, and no MLflow server ends it.
    /// </summary>
    public bool Enabled { get; set; }

    /// <summary>How long nothing may be logged to a run, nor to a run below it, before it is stale.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan After { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether a write to a run that was ended as stale makes it RUNNING again.</summary>
    public bool Revive { get; set; } = true;

    /// <summary>How often stale runs are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
