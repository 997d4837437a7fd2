using System.ComponentModel.DataAnnotations;

namespace Tauro.Gateway.Audit;

/// <summary>Section <c>SecurityAudit</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "SecurityAudit";

    /// <summary>How often the gateway reports to the identity service.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the same requests of an account, or of an address, are counted together: of those that are refused, the
    /// first has an entry of its own; of failed sign-ins and invalid credentials, the first three; of sign-ins, the
    /// first ten.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan CountFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The number of kinds of such requests that are counted at a time; of further ones, only the number is
    /// reported.</summary>
    [Range(10, 100_000)]
    public int KindsMax { get; set; } = 1_000;

    /// <summary>The number of entries that wait for the identity service; of further ones, only the number is reported.
    /// </summary>
    [Range(10, 100_000)]
    public int WaitingMax { get; set; } = 5_000;
}
