using Tauro.Contracts.Models;

namespace Tauro.Contracts.Retention;

/// <summary>One version of a retention policy, with the defaults of absent members. It never changes.</summary>
public sealed record RetentionPolicy
{
    /// <summary>The letters a-z and A-Z, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Version { get; init; }

    public string? Description { get; init; }

    public required RetentionScope Scope { get; init; }

    /// <inheritdoc cref="NewRetentionPolicy.KeepDays"/>
    public int? KeepDays { get; init; }

    /// <inheritdoc cref="NewRetentionPolicy.KeepLast"/>
    public int? KeepLast { get; init; }

    /// <inheritdoc cref="NewRetentionPolicy.Stages"/>
    public IReadOnlyList<ModelStage>? Stages { get; init; }

    /// <inheritdoc cref="NewRetentionPolicy.PurgeAfterDays"/>
    public int? PurgeAfterDays { get; init; }

    /// <summary>Who set it: a claim of the client.</summary>
    public string? By { get; init; }

    /// <summary>Whether this version says that the policy was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>When this version was set, in Unix milliseconds.</summary>
    public long CreationTime { get; init; }
}
