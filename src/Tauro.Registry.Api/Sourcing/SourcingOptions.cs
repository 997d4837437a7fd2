using System.ComponentModel.DataAnnotations;
using Tauro.Events;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>Section <c>Sourcing</c>: how versions get their files from the artifacts of their source runs.</summary>
internal sealed class SourcingOptions
{
    public const string Section = "Sourcing";

    /// <summary>The tracking service, resolved by service discovery. No other address is ever connected to.</summary>
    [Required]
    public Uri Tracking { get; set; } = new("http://tracking");

    /// <summary>The number of versions that are processed at a time.</summary>
    [Range(1, 64)]
    public int ParallelMax { get; set; } = 2;

    /// <summary>The number of versions waiting in memory; further ones stay in the event log until then.</summary>
    [Range(1, 100_000)]
    public int WaitingMax { get; set; } = 1_000;

    /// <summary>The pause after the first failed attempt; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait for Tracking, for the response to begin and for each read of its body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of downloads with a wrong checksum after which a version fails.</summary>
    [Range(1, 100)]
    public int MismatchesMax { get; set; } = 3;

    /// <summary>The cursor is rarely saved: rereading some events after a crash costs less.</summary>
    internal FollowerSettings ToSettings(string name) => new(name, TimeSpan.FromMinutes(1), BackoffMin, BackoffMax);
}
