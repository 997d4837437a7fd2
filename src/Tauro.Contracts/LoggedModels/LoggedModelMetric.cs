using Tauro.Contracts.Ids;

namespace Tauro.Contracts.LoggedModels;

/// <summary>
/// A metric that a run measured on a logged model. It is identified by model, key, timestamp, step and run: when it is
/// logged again, the first value stays.
/// </summary>
public sealed record LoggedModelMetric
{
    public required LoggedModelId ModelId { get; init; }

    /// <summary>The run that logged the metric; the store fills it in.</summary>
    public RunId RunId { get; init; }

    public required string Key { get; init; }

    /// <summary>May be NaN or infinite; those are strings in JSON.</summary>
    public double Value { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long Timestamp { get; init; }

    /// <summary>The caller's own counter; may be negative.</summary>
    public long Step { get; init; }

    /// <summary>The dataset that it was measured on, if known.</summary>
    public string? DatasetName { get; init; }

    /// <summary>The digest of that dataset.</summary>
    public string? DatasetDigest { get; init; }
}
