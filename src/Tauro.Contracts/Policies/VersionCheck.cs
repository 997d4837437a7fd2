namespace Tauro.Contracts.Policies;

/// <summary>The last result of a check of a model version, as CI posted it.</summary>
public sealed record VersionCheck
{
    /// <summary>Unique within the version.</summary>
    public required string Name { get; init; }

    public required CheckStatus Status { get; init; }

    /// <summary>The result, for people to read.</summary>
    public string? Summary { get; init; }

    /// <summary>The evidence: http and https URLs.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Metrics that the check measured. A rule uses them for metrics that the version does not have.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = NoMetrics;

    /// <summary>Who posted it: a claim of the client.</summary>
    public string? By { get; init; }

    /// <summary>The digest of the version's files when it was posted.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether the files have changed since: the check does not count, and must be posted again.</summary>
    public bool IsStale { get; init; }

    /// <summary>The time at which it was posted, in Unix milliseconds.</summary>
    public long Time { get; init; }

    private static readonly IReadOnlyDictionary<string, double> NoMetrics = new Dictionary<string, double>();
}

/// <summary>The status of a check.</summary>
public enum CheckStatus
{
    Running,
    Passed,
    Failed,
}
