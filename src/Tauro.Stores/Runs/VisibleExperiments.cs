using Tauro.Contracts.Ids;

namespace Tauro.Stores.Runs;

/// <summary>Limits the experiments of a query to those that its reader may see.</summary>
public static class VisibleExperiments
{
    /// <summary>Returns those of the requested experiments that the reader may see.</summary>
    /// <param name="experimentIds">The requested experiments.</param>
    /// <param name="visible">Those that the reader may see; null for all.</param>
    public static IReadOnlyList<ExperimentId> Limit(
        this IReadOnlyList<ExperimentId> experimentIds, IReadOnlySet<ExperimentId>? visible) =>
        visible is null ? experimentIds : [.. experimentIds.Where(visible.Contains)];

    /// <summary>Like <see cref="Limit"/>, where null stands for all experiments.</summary>
    public static IReadOnlyList<ExperimentId>? LimitOrAll(
        this IReadOnlyList<ExperimentId>? experimentIds, IReadOnlySet<ExperimentId>? visible) =>
        experimentIds is not null ? experimentIds.Limit(visible) : visible is null ? null : [.. visible];
}
