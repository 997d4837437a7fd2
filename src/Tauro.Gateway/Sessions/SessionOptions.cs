using System.ComponentModel.DataAnnotations;

namespace Tauro.Gateway.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
internal sealed class SessionOptions
{
    public const string Section = "Sessions";

    /// <summary>How long a session lasts at most after the sign-in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>
    /// How long a session lasts without a request. A page with live events sends some while it is open.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromHours(1);
}
