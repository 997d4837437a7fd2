using System.ComponentModel.DataAnnotations;

namespace Tauro.Registry.Api.Policies;

/// <summary>Section <c>Policies</c>: overrides and requests for approval.</summary>
internal sealed class PolicyOptions
{
    public const string Section = "Policies";

    /// <summary>
    /// Whether a request may override policies. Any client that may promote may then do so, with a reason that
    /// is recorded.
    /// </summary>
    public bool OverridesAllowed { get; set; }

    /// <summary>For how long a request for approval counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ApprovalsExpireAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How often requests for approval are looked through for those whose time is over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan ExpiryInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long each read may take while a client waits for a promotion: that of an <c>MLmodel</c> file, and that of
    /// each page of the files of a run to which a version refers.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
