using System.Globalization;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Retention;

/// <summary>A run, experiment or model version that retention policies no longer keep.</summary>
public sealed record RetentionItem
{
    public required RetentionKind Kind { get; init; }

    /// <summary>
    /// <c>DELETE</c> (a run can be restored, a version can't), <c>PURGE</c>, or <c>KEEP</c> if the policies let it go,
    /// but something else protects it.
    /// </summary>
    public required RetentionAction Action { get; init; }

    public ExperimentId? ExperimentId { get; init; }

    public RunId? RunId { get; init; }

    public ModelId? ModelId { get; init; }

    /// <summary>The name of the model.</summary>
    public string? Name { get; init; }

    public int? Version { get; init; }

    /// <summary>Why the policies let it go, or what protects it.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// The sum of the sizes of its files. The deletion of a run frees none of them: its later purge does.
    /// </summary>
    public long Bytes { get; init; }

    /// <summary>The policies that apply, by name: all of them let it go.</summary>
    public required IReadOnlyList<PolicyReference> Policies { get; init; }

    /// <summary>For example <c>runs/{run_id}</c>, <c>experiments/7</c> or <c>models/churn/versions/3</c>.</summary>
    [JsonIgnore]
    public string Resource => Kind switch
    {
        RetentionKind.Run => $"runs/{RunId}",
        RetentionKind.Experiment => $"experiments/{ExperimentId}",
        _ => string.Create(CultureInfo.InvariantCulture, $"models/{Name}/versions/{Version}"),
    };
}
