using System.ComponentModel.DataAnnotations;
using Tauro.Events;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>Section <c>Sourcing</c>: how versions are filled from their runs' artifacts.</summary>
internal sealed class SourcingOptions
{
    public const string Section = "Sourcing";

    /// <summary>The tracking service, by discovery. It is the only address that is ever connected to.</summary>
    [Required]
    public Uri Tracking { get; set; } = new("http://tracking");

    /// <summary>Versions worked on at a time.</summary>
    [Range(1, 64)]
    public int ParallelMax { get; set; } = 2;

    /// <summary>Versions that wait at a time; more stay in the event log until there is room.</summary>
    [Range(1, 100_000)]
    public int WaitingMax { get; set; } = 1_000;

    /// <summary>The pause after a first failed attempt; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long Tracking may be silent, before its answer begins and between two reads of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Downloads that differ from their checksum after which a version fails.</summary>
    [Range(1, 100)]
    public int MismatchesMax { get; set; } = 3;

    /// <summary>Reading some events again after a crash costs less than keeping the cursor often.</summary>
    internal FollowerSettings Following(string name) => new(name, TimeSpan.FromMinutes(1), BackoffMin, BackoffMax);
}
