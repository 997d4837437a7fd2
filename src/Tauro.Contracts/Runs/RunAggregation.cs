using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>Runs to count.</summary>
/// <param name="ExperimentIds">All experiments when absent or empty.</param>
/// <param name="Filter">As in a search.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
public sealed record RunsToCount(
    IReadOnlyList<ExperimentId>? ExperimentIds = null,
    string? Filter = null,
    LifecycleView View = LifecycleView.ActiveOnly);

/// <summary>The number of runs.</summary>
/// <param name="Count">Of all that match.</param>
public sealed record RunCount(long Count);

/// <summary>Runs to group, and numbers of them to aggregate.</summary>
/// <param name="ExperimentIds">All experiments when absent or empty.</param>
/// <param name="Filter">As in a search.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="GroupBy">
/// Params, tags and string attributes, such as <c>params.optimizer</c>, <c>number(params.lr)</c>, <c>status</c> or
/// <c>parent.tags.team</c>; up to <see cref="Limits.GroupFieldsMax"/>. Without any, all runs are one group.
/// </param>
/// <param name="Values">
/// Numbers, such as <c>metrics.loss</c>, <c>min(metrics.loss)</c>, <c>number(params.lr)</c> or <c>duration</c>; up to
/// <see cref="Limits.AggregatedValuesMax"/>.
/// </param>
/// <param name="OrderBy">The largest groups first when absent.</param>
/// <param name="MaxResults">Groups to return; up to <see cref="Limits.RunGroupsMax"/>.</param>
public sealed record RunAggregation(
    IReadOnlyList<ExperimentId>? ExperimentIds = null,
    string? Filter = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    IReadOnlyList<string>? GroupBy = null,
    IReadOnlyList<string>? Values = null,
    RunGroupOrder? OrderBy = null,
    int MaxResults = Limits.PageSizeDefault);

/// <summary>The order of groups. Groups that are equal in it are ordered by key.</summary>
/// <param name="By">Default COUNT.</param>
/// <param name="Value">For MIN, MAX and MEAN: the value, as the request names it in <c>values</c>.</param>
/// <param name="Descending">Default true. Groups without the value come last in both directions.</param>
public sealed record RunGroupOrder(
    RunGroupOrderBy By = RunGroupOrderBy.Count, string? Value = null, bool Descending = true);

/// <summary>The property that orders groups.</summary>
public enum RunGroupOrderBy
{
    Count,
    Key,
    Min,
    Max,
    Mean,
}

/// <summary>Groups of runs.</summary>
/// <param name="Groups">The first groups, in order.</param>
/// <param name="TotalGroups">The number of all groups.</param>
/// <param name="TotalCount">The number of runs in all groups.</param>
public sealed record RunGroups(IReadOnlyList<RunGroup> Groups, int TotalGroups, long TotalCount);

/// <summary>Runs with the same values of the fields that group them.</summary>
/// <param name="Key">The values, in the order of <c>group_by</c>; null where the runs lack the field.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Values">What was aggregated, as the request names it.</param>
public sealed record RunGroup(
    IReadOnlyList<string?> Key, long Count, IReadOnlyDictionary<string, RunGroupValue> Values);

/// <summary>A number of the runs of a group. A NaN counts as absent.</summary>
/// <param name="Count">The runs that have the number.</param>
/// <param name="Min">Absent when no run has the number.</param>
/// <param name="Max">Absent when no run has the number.</param>
/// <param name="Mean">Absent when no run has the number.</param>
public sealed record RunGroupValue(long Count, double? Min, double? Max, double? Mean);
