using Tauro.Contracts.Models;

namespace Tauro.Contracts.Retention;

/// <summary>
/// The content of a retention policy. The members that keep something are joined by *or*: a run or version is kept if
/// it is young enough, or among the newest, or in one of the stages.
/// </summary>
public sealed record NewRetentionPolicy
{
    /// <summary>What it applies to; everything by default.</summary>
    public RetentionScope? Scope { get; init; }

    public string? Description { get; init; }

    /// <summary>
    /// Runs are kept for so many days after their end, and versions after their registration. In Registry 90 by
    /// default, if <see cref="KeepLast"/> is absent too.
    /// </summary>
    public int? KeepDays { get; init; }

    /// <summary>
    /// So many of the newest runs of each experiment, or versions of each model, are kept. In Registry 100 by default,
    /// if <see cref="KeepDays"/> is absent too.
    /// </summary>
    public int? KeepLast { get; init; }

    /// <summary>Versions in these stages are kept, and always those in Production. In Registry only.</summary>
    public IReadOnlyList<ModelStage>? Stages { get; init; }

    /// <summary>
    /// Deleted runs and experiments are purged so many days after their deletion. In Tracking only; 90 by default, if
    /// no other rule is given.
    /// </summary>
    public int? PurgeAfterDays { get; init; }

    /// <summary>Who sets it: a claim of the client.</summary>
    public string? By { get; init; }
}
