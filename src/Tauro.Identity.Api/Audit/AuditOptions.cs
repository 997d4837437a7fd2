using System.ComponentModel.DataAnnotations;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Audit;

/// <summary>Section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>
    /// The number of entries about sign-ins, invalid credentials and refused requests; the oldest are removed first.
    /// They are in memory, up to 1 KiB each.
    /// </summary>
    [Range(1_000, 1_000_000)]
    public int EntriesMax { get; set; } = 100_000;

    /// <summary>How long each of them is kept.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(365);

    public SecurityRetention ToRetention() => new(EntriesMax, KeptFor);
}
