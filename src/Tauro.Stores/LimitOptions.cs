using System.ComponentModel.DataAnnotations;
using Tauro.Contracts;

namespace Tauro.Stores;

/// <summary>Section <c>Limits</c>: limits on the number of things, which warn or refuse.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>
    /// The number of runs that may be RUNNING at a time, without deleted ones. The environment variable
    /// <c>TAURO_MLOPS_MAX_ACTIVE_RUNS</c> sets it.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int ActiveRunsMax { get; set; } = 100;

    /// <summary><c>Warn</c> starts a further run with a warning, and <c>Refuse</c> refuses it.</summary>
    [EnumDataType(typeof(LimitAction))]
    public LimitAction ActiveRunsAction { get; set; }

    /// <summary>The number of versions that a model may have.</summary>
    [Range(1, 1_000_000_000)]
    public int VersionsPerModelMax { get; set; } = 100;

    /// <summary><c>Warn</c> registers a further version with a warning, and <c>Refuse</c> refuses it.</summary>
    [EnumDataType(typeof(LimitAction))]
    public LimitAction VersionsPerModelAction { get; set; }

    /// <summary>The limit on running runs.</summary>
    public CountLimit ActiveRuns => new(
        "active_runs", "Limits:ActiveRunsMax", ActiveRunsMax, ActiveRunsAction, "runs are running", "End some");

    /// <summary>The limit on the versions of a model.</summary>
    public CountLimit VersionsPerModel => new(
        "versions_per_model", "Limits:VersionsPerModelMax", VersionsPerModelMax, VersionsPerModelAction,
        "versions of the model exist", "Delete some");
}
