using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>A query for runs.</summary>
/// <param name="ExperimentIds">Empty finds nothing; null searches all experiments.</param>
/// <param name="Page">The page.</param>
/// <param name="View">Default: active only.</param>
/// <param name="Filter">On attributes, metrics (latest value), params and tags; null for all.</param>
/// <param name="OrderBy">Runs without the key come last; ties by start_time DESC, then run_id.</param>
/// <param name="Fields">The params, metrics and tags that the runs of the page have; null for all.</param>
/// <param name="VisibleIn">
/// The experiments that the reader may see; null for all. Page tokens do not depend on it.
/// </param>
public sealed record RunQuery(
    IReadOnlyList<ExperimentId>? ExperimentIds,
    PageRequest Page,
    LifecycleView View = LifecycleView.ActiveOnly,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    RunSelection? Fields = null,
    IReadOnlySet<ExperimentId>? VisibleIn = null);
