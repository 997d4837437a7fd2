namespace Tauro.Contracts.Policies;

/// <summary>One condition of a policy. A rule has only the members of its type.</summary>
public sealed record PolicyRule
{
    /// <summary>The kind of condition.</summary>
    public required PolicyRuleType Type { get; init; }

    /// <summary>The metric's name.</summary>
    public string? Metric { get; init; }

    /// <summary>The comparison of the metric with <see cref="Value"/>.</summary>
    public MetricOperator? Operator { get; init; }

    /// <summary>A number.</summary>
    public double? Value { get; init; }

    /// <summary>The direction in which the metric is better.</summary>
    public MetricDirection? Direction { get; init; }

    /// <summary>By how much the metric must be better; 0, the default, for by any amount.</summary>
    public double? Delta { get; init; }

    /// <summary>
    /// A tag of versions that identifies the dataset that the metric was computed on, such as its digest. Both versions
    /// must have the same value.
    /// </summary>
    public string? DatasetTag { get; init; }

    /// <summary>Tags that the version must have: <c>key=value</c>, or <c>key</c> for any value.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Globs, each of which must match the path of a file: <c>*</c> also matches <c>/</c>.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>The names of checks that must have passed.</summary>
    public IReadOnlyList<string>? Checks { get; init; }

    /// <summary>The days on which a window begins.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>The time at which a window begins, as <c>HH:mm</c>.</summary>
    public string? From { get; init; }

    /// <summary>
    /// The time at which it ends, as <c>HH:mm</c>; on the next day if it is not after <see cref="From"/>.
    /// </summary>
    public string? To { get; init; }

    /// <summary>The IANA name of the time zone: <c>Europe/Madrid</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The number of people who must approve.</summary>
    public int? People { get; init; }

    /// <summary>Roles; for each, a person must approve in it.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The https address of the service that decides.</summary>
    public string? Url { get; init; }

    /// <summary>Signs the calls. It is never returned: <see cref="HasSecret"/> is in its place.</summary>
    public string? Secret { get; init; }

    /// <summary>
    /// Whether there is a secret. In a request without <see cref="Secret"/>, keeps that of the hook with the same
    /// address in the last version of the policy.
    /// </summary>
    public bool? HasSecret { get; init; }

    /// <summary>
    /// The timeout of the call, in seconds, up to <see cref="Limits.HookSecondsMax"/>; by default
    /// <see cref="Limits.HookSecondsDefault"/>.
    /// </summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>The effect of a failed call; by default, the change is refused.</summary>
    public HookFailure? OnFailure { get; init; }

    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => $"rule {Type}";
}
