using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>A query for groups of runs.</summary>
/// <param name="ExperimentIds">Empty finds nothing; null for all experiments.</param>
/// <param name="View">Default: active only.</param>
/// <param name="Filter">See <see cref="RunQuery"/>.</param>
/// <param name="GroupBy">Fields whose values make up a group, by name; without any, all runs are one group.</param>
/// <param name="Values">Fields with numbers to aggregate, by name.</param>
/// <param name="OrderBy">Default: the largest groups first.</param>
/// <param name="GroupsMax">Groups to return; at least 1.</param>
/// <param name="VisibleIn">The experiments that the reader may see; null for all.</param>
public sealed record RunAggregationQuery(
    IReadOnlyList<ExperimentId>? ExperimentIds,
    LifecycleView View = LifecycleView.ActiveOnly,
    Filter? Filter = null,
    IReadOnlyList<(string Name, Field Field)>? GroupBy = null,
    IReadOnlyList<(string Name, Field Field)>? Values = null,
    RunGroupOrder? OrderBy = null,
    int GroupsMax = Limits.RunGroupsMax,
    IReadOnlySet<ExperimentId>? VisibleIn = null);
