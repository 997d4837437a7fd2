using Tauro.Contracts.Ids;

namespace Tauro.Stores.Runs;

/// <summary>Limits the experiments of a query to those that its reader may see.</summary>
public static class VisibleExperiments
{
    /// <summary>Returns the experiments to search, of those that are asked for.</summary>
    /// <param name="asked">The experiments that are asked for.</param>
    /// <param name="visible">Those that the reader may see; null for all.</param>
    public static IReadOnlyList<ExperimentId> Limit(
        this IReadOnlyList<ExperimentId> asked, IReadOnlySet<ExperimentId>? visible) =>
        visible is null ? asked : [.. asked.Where(visible.Contains)];

    /// <summary>Returns the experiments to search; null for all.</summary>
    /// <param name="query">The query, in which null asks for all.</param>
    public static IReadOnlyList<ExperimentId>? GetVisibleExperiments(this RunQuery query) =>
        LimitOrAll(query.ExperimentIds, query.VisibleIn);

    /// <inheritdoc cref="GetVisibleExperiments(RunQuery)"/>
    public static IReadOnlyList<ExperimentId>? GetVisibleExperiments(this RunAggregationQuery query) =>
        LimitOrAll(query.ExperimentIds, query.VisibleIn);

    private static IReadOnlyList<ExperimentId>? LimitOrAll(
        IReadOnlyList<ExperimentId>? asked, IReadOnlySet<ExperimentId>? visible) =>
        asked is null ? visible is null ? null : [.. visible] : asked.Limit(visible);
}
