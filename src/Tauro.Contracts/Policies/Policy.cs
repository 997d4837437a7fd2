namespace Tauro.Contracts.Policies;

/// <summary>One version of a policy: the rules that decide whether a model version is registered or promoted.</summary>
public sealed record Policy
{
    /// <summary>Unique; ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3 … Each change, and each deletion, creates the next one; numbers are not reused.</summary>
    public required int Version { get; init; }

    public string? Description { get; init; }

    /// <summary>The models that it applies to.</summary>
    public required PolicyScope Scope { get; init; }

    /// <summary>The change that it decides about.</summary>
    public required PolicyGate Gate { get; init; }

    /// <summary>All of them must pass.</summary>
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>Who set or deleted it: a claim of the client.</summary>
    public string? By { get; init; }

    /// <summary>Whether this version says that the policy was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The time at which this version was created, in Unix milliseconds.</summary>
    public long CreationTime { get; init; }
}
